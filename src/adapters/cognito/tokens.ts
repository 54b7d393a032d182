/** What the issuer gave for a sign-in. In memory only. Times are milliseconds since 1970 by the issuer's clock, `received` by ours. */
export type Tokens = {
  id_token: string;
  refresh_token?: string;
  sub: string;
  /** An e-mail address, else a user name, else `sub`. */
  user: string;
  issued: number;
  expires: number;
  received: number;
};
