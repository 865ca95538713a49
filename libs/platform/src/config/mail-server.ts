/** The mail server by which messages go out (邮件, SMTP). */
export interface MailServer {
  host: string;
  port: number;
  /** Encrypted from the first byte (`smtps:`); otherwise STARTTLS is asked for before anything is said. */
  secure: boolean;
  /** On this machine: the only place that may be spoken to in the clear. */
  local: boolean;
  user?: string;
  password?: string;
  /** Address in the From line, and of the envelope. */
  from: string;
}

const local = new Set(['localhost', '127.0.0.1', '[::1]']);
const host = /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/i;
const address = /^[^\s@<>"',;:()[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*$/i;

/** Reads `SMTP_URL` and `SMTP_FROM`; neither: no mail goes out. */
export function readMailServer(
  env: NodeJS.ProcessEnv,
  bad: (field: string, message: string, secret?: boolean) => void,
): MailServer | undefined {
  const { SMTP_URL: text, SMTP_FROM: from } = env;
  if (text === undefined && from === undefined) return undefined;
  if (from === undefined || !address.test(from)) bad('SMTP_FROM', '应是发件的邮箱，形如 tidu@example.gov.cn。');
  const url = URL.canParse(text ?? '') ? new URL(text ?? '') : null;
  if (
    !url ||
    !/^smtps?:$/.test(url.protocol) ||
    !host.test(url.hostname) ||
    url.pathname.length > 1 ||
    url.search !== ''
  ) {
    // it may hold a password
    bad('SMTP_URL', '应形如 smtps://用户:口令@mail.example.gov.cn:465 或 smtp://…:587，不带路径。', true);
    return undefined;
  }
  const secure = url.protocol === 'smtps:';
  return {
    ...{ host: url.hostname, port: Number(url.port || (secure ? 465 : 587)), secure, local: local.has(url.hostname) },
    ...(url.username !== '' && { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
    from: from ?? '',
  };
}
