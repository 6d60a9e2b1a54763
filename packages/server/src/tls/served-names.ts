import { authorityHosts } from '../identity/authority-hosts.ts';

/** Partner Center's API, as its clients have it hard-wired. */
export const partnerCenterNames = [
  'api.partnercenter.microsoft.com',
  'partner.partnercenterapi.microsoftonline.cn',
] as const;

/** Graph, and the older directory API, whose name is still an audience. */
export const graphNames = [
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
  'graph.windows.net',
  'graph.chinacloudapi.cn',
] as const;

/** Azure's management API, by its present and its older names. */
export const managementNames = [
  'management.azure.com',
  'management.core.windows.net',
  'management.usgovcloudapi.net',
  'management.core.usgovcloudapi.net',
  'management.chinacloudapi.cn',
  'management.core.chinacloudapi.cn',
] as const;

/** Every name of somebody else that clients have hard-wired and that is answered here when they are led here. */
export const hardWiredNames: readonly string[] = [
  ...partnerCenterNames,
  ...graphNames,
  ...Object.values(authorityHosts).flat(),
  ...managementNames,
];

/** What the certificate is good for. */
export const servedNames: readonly string[] = ['localhost', ...hardWiredNames];
export const servedAddresses = ['127.0.0.1', '::1'] as const;
