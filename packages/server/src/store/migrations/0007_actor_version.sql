-- Who may do what in a tenant changes rarely and is asked at every request. Each change of it gives the tenant a new number
-- from one counter of the whole database, in the transaction of the change; facts once read for a number stay true of it.
create sequence directory_version;
alter table tenant add column directory_version bigint not null default nextval('directory_version');

-- After people, roles, groups or memberships changed: a new number for their tenants.
create function renew_directory_version() returns trigger language plpgsql as $$
begin
  update tenant set directory_version = nextval('directory_version')
   where id in (select distinct tenant_id from changed);
  return null;
end
$$;
create trigger version_on_insert after insert on directory_role_member referencing new table as changed for each statement execute function renew_directory_version();
create trigger version_on_update after update on directory_role_member referencing new table as changed for each statement execute function renew_directory_version();
create trigger version_on_delete after delete on directory_role_member referencing old table as changed for each statement execute function renew_directory_version();
create trigger version_on_insert after insert on security_group_member referencing new table as changed for each statement execute function renew_directory_version();
create trigger version_on_update after update on security_group_member referencing new table as changed for each statement execute function renew_directory_version();
create trigger version_on_delete after delete on security_group_member referencing old table as changed for each statement execute function renew_directory_version();
create trigger version_on_update after update on security_group referencing new table as changed for each statement execute function renew_directory_version();
create trigger version_on_delete after delete on security_group referencing old table as changed for each statement execute function renew_directory_version();
create trigger version_on_update after update on tenant_user referencing new table as changed for each statement execute function renew_directory_version();
create trigger version_on_delete after delete on tenant_user referencing old table as changed for each statement execute function renew_directory_version();

-- The same for what the programme knows of a partner; its number of customers changes often and is none of it.
create function renew_partner_version() returns trigger language plpgsql as $$
begin
  update tenant set directory_version = nextval('directory_version') where id = coalesce(new.tenant_id, old.tenant_id);
  return null;
end
$$;
create trigger version_on_change after insert or delete or update of kind, mpn_id, program_status, mpa_accepted_at on partner
  for each row execute function renew_partner_version();

create function renew_tenant_version() returns trigger language plpgsql as $$
begin
  new.directory_version := nextval('directory_version');
  return new;
end
$$;
create trigger version_on_change before update of display_name, cloud, country, is_realm on tenant
  for each row execute function renew_tenant_version();
