-- Groups as people make them, and people as guests of other tenants meet them.
alter table security_group
  add column description   text,
  add column mail_nickname text;                       -- null: made of the name, as of groups that nobody gave one

-- A person's id names him in the whole realm, and in one tenant only: a token that he gets at a customer's tenant
-- speaks for him and for nobody else, and nobody of that tenant can have his id.
create unique index tenant_user_id on tenant_user (id);
