-- The frame rule's second barrier (R90): the database itself refuses a write outside the act that is going on.
--
-- The first statement of every writing transaction declares its act: what kind it is, and which (customer, partner)
-- pairs it concerns. A row of a pair that was not declared cannot be written, whatever the code above believes.

-- The realm's time (the one clock of the business). Nothing else in SQL asks for the time.
create function realm_now() returns timestamptz language sql stable as $$
  select date_trunc('milliseconds',
           case when clock_frozen then clock_realm else clock_realm + (clock_timestamp() - clock_machine) end)
    from realm
$$;

-- Declares the act of this transaction and answers the realm's time. Acts share a lock that a change of the clock
-- takes alone, so no act commits with a time that has passed.
create function begin_act(kind text, pairs text[]) returns timestamptz language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('multipartner.clock'));
  perform set_config('multipartner.act_kind', kind, true),
          set_config('multipartner.act_pairs', ',' || lower(array_to_string(pairs, ',')) || ',', true);
  return realm_now();
end
$$;

-- Raises unless the pair was declared. Acts of the realm itself (making a world) may declare '*'.
create function refuse_outside_act() returns trigger language plpgsql as $$
declare
  pairs text := coalesce(current_setting('multipartner.act_pairs', true), '');
begin
  if pairs = ',*,' and current_setting('multipartner.act_kind', true) like 'realm.%' then
    return coalesce(new, old);
  end if;
  if tg_op <> 'INSERT' then
    if position(',' || old.customer_id::text || ':' || old.partner_id::text || ',' in pairs) = 0 then
      raise exception 'the act % does not concern the row of partner % at customer % in %',
        coalesce(current_setting('multipartner.act_kind', true), '(none declared)'), old.partner_id, old.customer_id, tg_table_name
        using errcode = 'MP001';
    end if;
  end if;
  if tg_op <> 'DELETE' then
    if position(',' || new.customer_id::text || ':' || new.partner_id::text || ',' in pairs) = 0 then
      raise exception 'the act % does not concern the row of partner % at customer % in %',
        coalesce(current_setting('multipartner.act_kind', true), '(none declared)'), new.partner_id, new.customer_id, tg_table_name
        using errcode = 'MP001';
    end if;
    return new;
  end if;
  return old;
end
$$;

create trigger frame_rule before insert or update or delete on reseller_relationship for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on indirect_customer     for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on dap_grant             for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on admin_relationship    for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on access_assignment     for each row execute function refuse_outside_act();
create trigger frame_rule before insert or update or delete on agreement_attestation for each row execute function refuse_outside_act();

-- A partnership concerns a (reseller, provider) pair; it is declared in that order.
create function refuse_partnership_outside_act() returns trigger language plpgsql as $$
declare
  pairs text := coalesce(current_setting('multipartner.act_pairs', true), '');
  one partnership := coalesce(new, old);
begin
  if pairs = ',*,' and current_setting('multipartner.act_kind', true) like 'realm.%' then
    return coalesce(new, old);
  end if;
  if position(',' || one.reseller_id::text || ':' || one.provider_id::text || ',' in pairs) = 0 then
    raise exception 'the act % does not concern the partnership of % and %',
      coalesce(current_setting('multipartner.act_kind', true), '(none declared)'), one.provider_id, one.reseller_id
      using errcode = 'MP001';
  end if;
  return coalesce(new, old);
end
$$;
create trigger frame_rule before insert or update or delete on partnership for each row execute function refuse_partnership_outside_act();
