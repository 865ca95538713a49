/** The district's own identity provider (统一身份认证, OpenID Connect), by which persons may sign in. */
export interface IdentityProvider {
  /** Its address as it names itself, without a slash at the end. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button on the sign-in page says: 用“…”登录. */
  label: string;
  /** The claim that names an account there and never names another; default `sub`. */
  claim: string;
  /** What is asked of it, `openid` among it. */
  scope: string;
  /** Values of `acr` or `amr` by which it says that a second factor was given; without any it never counts as one. */
  secondFactor: string[];
}

/** Names that pass from one person to another, or that somebody may give themselves: no account is tied to one. */
const passing = new Set(['email', 'name', 'given_name', 'family_name', 'nickname', 'phone_number', 'profile']);

/** Reads the settings `OIDC_…`; none of them: nobody signs in by a provider. */
export function readIdentityProvider(
  env: NodeJS.ProcessEnv,
  bad: (field: string, message: string, secret?: boolean) => void,
): IdentityProvider | undefined {
  const given = Object.keys(env).filter((name) => name.startsWith('OIDC_'));
  if (given.length === 0) return undefined;
  for (const name of given) if (!known.has(name)) bad(name, '没有这个设置，请检查拼写。');
  const { OIDC_ISSUER: issuer = '', OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '' } = env;
  if (!isSafeAddress(issuer))
    bad('OIDC_ISSUER', '应是统一认证的网址（issuer），形如 https://sso.example.gov.cn；只有本机的才能用 http。');
  if (clientId === '') bad('OIDC_CLIENT_ID', '设了统一认证，还须填它发给本系统的客户端编号。');
  if (clientSecret === '') bad('OIDC_CLIENT_SECRET', '设了统一认证，还须填客户端的密钥。', true);
  const label = env.OIDC_LABEL ?? '统一身份认证';
  if (!/^\S.{0,18}\S$/u.test(label)) bad('OIDC_LABEL', '登录按钮上的名称应为 2–20 个字。');
  const claim = env.OIDC_CLAIM ?? 'sub';
  if (!/^[A-Za-z][A-Za-z0-9_.:/-]{0,99}$/.test(claim)) bad('OIDC_CLAIM', '应是声明（claim）的名称，例如 sub。');
  else if (passing.has(claim))
    bad('OIDC_CLAIM', `${claim} 可能换人或由本人自填，不能用来认账号。请用 sub 或不会改的人员编号。`);
  const scope = env.OIDC_SCOPE ?? 'openid';
  if (!/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(scope) || !scope.split(' ').includes('openid'))
    bad('OIDC_SCOPE', '应为空格隔开的范围，其中须有 openid。');
  const secondFactor = (env.OIDC_SECOND_FACTOR ?? '').split(/[,\s]+/).filter((value) => value !== '');
  return { issuer: issuer.replace(/\/$/, ''), clientId, clientSecret, label, claim, scope, secondFactor };
}

const known = new Set(
  ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'LABEL', 'CLAIM', 'SCOPE', 'SECOND_FACTOR'].map((name) => `OIDC_${name}`),
);

/** Whether what is said there can't be overheard: https, or this machine itself. */
function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && isLocal));
}
