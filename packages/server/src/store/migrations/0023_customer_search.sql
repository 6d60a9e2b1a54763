-- A part of a name or domain is looked for within the partner's own range of this index alone: it holds both texts.
drop index reseller_relationship_list;
create index reseller_relationship_list on reseller_relationship (partner_id, (lower(company_name) collate "C"), customer_id)
  include (company_name, domain) where ended_at is null;
