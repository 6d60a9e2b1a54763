-- What a partner wants a customer's use to cost a month, at most. Nothing stops at it.
create table usage_budget (
  partner_id     uuid not null,
  customer_id    uuid not null,
  amount         numeric(14, 2) not null check (amount >= 0),
  modified_at    timestamptz not null,
  primary key (partner_id, customer_id),
  foreign key (partner_id, customer_id) references reseller_relationship on delete cascade
);
create trigger frame_rule before insert or update or delete on usage_budget for each row execute function refuse_outside_act();
