-- What a partner does for its customers beside selling: policies, service requests, consents; and a partner's own requests.

-- What a customer may buy by himself on this partner's account. It goes with the relationship in which it was made.
create table self_serve_policy (
  partner_id     uuid not null,
  customer_id    uuid not null,
  permissions    jsonb not null,                       -- list of resource and action
  created_at     timestamptz not null,
  modified_at    timestamptz not null,
  etag           uuid not null,                        -- another one after every change
  primary key (partner_id, customer_id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);

-- How devices of a customer are set up at their first start, as this partner wants it.
create table device_policy (
  partner_id     uuid not null,
  customer_id    uuid not null,
  id             uuid not null,
  name           text not null,
  category       text not null,
  description    text not null,
  settings       text[] not null,
  created_at     timestamptz not null,
  modified_at    timestamptz not null,
  primary key (partner_id, customer_id, id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);

-- A request for help that a partner sent to the vendor. About itself, `customer_id` is the partner's own tenant.
create table service_request (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  id             text not null,                        -- fifteen digits
  customer_id    uuid not null references tenant on delete cascade,
  title          text not null,
  description    text not null,
  severity       text not null check (severity in ('critical', 'moderate', 'minimal')),
  status         text not null check (status in ('open', 'attention_needed', 'closed')),
  topic_id       text not null,
  product_id     text,
  country        text not null,                        -- of the locale that it was written in
  contact        jsonb not null,                       -- first and last name, mail address, telephone number
  notes          jsonb not null default '[]',          -- list of name, time and text
  created_at     timestamptz not null,
  modified_at    timestamptz not null,
  closed_at      timestamptz,
  version        bigint not null default 1,
  primary key (partner_id, id)
);
create index service_request_customer on service_request (partner_id, customer_id, created_at desc);

-- What a partner allowed an application to do at a customer.
create table application_consent (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  customer_id    uuid not null references tenant on delete cascade,
  application_id uuid not null,                        -- client id; the application may be of any tenant
  grants         jsonb not null,                       -- list of enterprise application and scopes
  granted_by     uuid not null,                        -- the person
  granted_at     timestamptz not null,
  primary key (partner_id, customer_id, application_id)
);

create trigger frame_rule before insert or update or delete on self_serve_policy   for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on device_policy       for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on service_request     for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on application_consent for each row execute function refuse_outside_act();

-- How many requests of a partner's people an application sent on a day, and how many of them with a second factor.
create table api_request_day (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  day            date not null,
  application_id uuid not null,
  total          bigint not null,
  with_mfa       bigint not null,
  primary key (partner_id, day, application_id)
);

-- The latest of these requests, one by one; older ones are taken away as new ones come.
create table api_request (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  seq            bigint generated always as identity,
  request_id     text not null,
  correlation_id text not null,
  operation      text not null,                        -- method and path, with the names of parameters
  at             timestamptz not null,
  ip_address     text not null,
  user_id        uuid not null,
  application_id uuid not null,
  mfa            boolean not null,
  primary key (partner_id, seq)
);

-- When a person of a partner last sent a request without a second factor.
create table api_request_without_mfa (
  partner_id     uuid not null references partner (tenant_id) on delete cascade,
  user_id        uuid not null,
  at             timestamptz not null,
  primary key (partner_id, user_id)
);
