/** Items of the demonstration catalogue that the tests buy. */
export const items = {
  businessBasic: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971',
  businessPremium: 'CFQ7TTC0LCHC:0002:CFQ7TTC0KFFN',
  officeE5: 'CFQ7TTC0LF8S:0002:CFQ7TTC0KSVV',
  trial: 'CFQ7TTC0LH18:0002:CFQ7TTC0ZSX9',
  /** An add-on beside Office 365 E1. */
  teamsPhone: 'CFQ7TTC0LH0T:0001',
  officeE1: 'CFQ7TTC0LF8Q:0001',
  /** A customer may have one of it. */
  foundersPack: 'CFQ7TTC0L1MT:0001:CFQ7TTC0L1MA',
  forFaculty: 'CFQ7TTC0LHSF:0011',
  azurePlan: 'DZH318Z0BPS6:0001:DZH318Z0BML6',
  reservation: 'DZH318Z0BQ36:004G:DZH318Z08C0S',
  marketplace: 'DZH318Z0BXWC:0001:DZH318Z0BMJX',
  perpetualSoftware: 'DG7GMGF0DWTL:0001:DG7GMGF0DSFM',
  /** Of the older commerce. */
  legacyMailboxes: '195416C1-3447-423A-B37B-EE59A99A19C4',
  legacyArchive: '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
  legacyAzure: 'MS-AZR-0145P',
  legacyTrial: 'C0BD2E08-11AC-4836-BDC7-3712E744922F',
  /** What the trial is of. */
  legacyPremium: '031C9E47-4802-4248-838E-778FB1D2CC05',
  legacyE1: '91FD106F-4B2C-4938-95AC-F54F74E9A239',
  legacyE3: '796B6B5F-613C-4E24-A17C-EBA730D49C02',
} as const;
