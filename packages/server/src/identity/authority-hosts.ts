/** The names of the sign-in service that clients have hard-wired, by cloud; the first is the one they use on the wire. */
export const authorityHosts = {
  public: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  usgov: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  china: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
