import { DomainError, type Problem } from '@tidu/kernel';
import path from 'node:path';
import { type ClamdAddress, readClamdAddress } from './clamd-address';
import { type IdentityProvider, readIdentityProvider } from './identity-provider';
import { type MailServer, readMailServer } from './mail-server';
import { isHexKey } from './secret-file';

/** The settings of one installation, read once at boot. */
export interface Environment {
  /** Port of the HTTP doors on 127.0.0.1; default 3000. */
  port: number;
  /** Folder of the embedded database, its secrets and the stored files; default `.tidu` below the project. */
  home: string;
  /** Where uploaded and exported files are kept; default `<home>/files`. */
  filesDir: string;
  /** Where the heads of the sealed trail are kept, outside the database; default `<home>/audit-heads`. */
  auditHeadsDir: string;
  /** A PostgreSQL of one's own: login of `tidu_app`. Absent: the embedded one. */
  databaseUrl?: string;
  /** Login of `tidu_owner`, used by `tidu migrate` alone. */
  databaseOwnerUrl?: string;
  logLevel: LogLevel;
  /** Address by which browsers reach the doors through a proxy (`https://…`). Absent: this machine alone, plain http. */
  publicUrl?: string;
  /** How many proxies of ours stand before the doors; so many steps of `X-Forwarded-For` are believed. Default 0. */
  proxyHops: number;
  /** Key that seals what the database must not show (64 hex digits). Absent: `<home>/secret.key`, made when missing. */
  secretKey?: string;
  /**
   * Keys that seal confidential columns (`DATA_KEYS`, 64 hex digits each, commas between, the current one first). Absent:
   * `<home>/data.keys`, made when missing.
   */
  dataKeys?: string[];
  /** Folder into which messages to enterprises are put, for the district's own program to send. Absent: none go out. */
  outboxDir?: string;
  /** The mail server by which messages to enterprises go out (`SMTP_URL`, `SMTP_FROM`). Absent: no mail. */
  mailServer?: MailServer;
  /** Where clamd listens, which looks into every file that is uploaded (`CLAMD_URL`). Absent: type, size and content alone. */
  clamd?: ClamdAddress;
  /** Limits of requests in place of those shipped in `seeds/limits/requests.yaml`. */
  limitsFile?: string;
  /** Whether the documents of the interface are served; default only without `publicUrl`. */
  docs: boolean;
  /** The identity provider by which staff may sign in (`OIDC_…`). Absent: by password alone. */
  identityProvider?: IdentityProvider;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Names of ours that are read elsewhere: the command's folder, its build, and which door a child process is. */
const known = new Set(['TIDU_HOME', 'TIDU_ROOT', 'TIDU_BUILD', 'TIDU_DOOR', 'TIDU_TEST_ROUNDS', 'TIDU_TEST_CLUSTER']);

/** Reads and checks the settings; every bad name is listed in one refusal (`PLATFORM.ENVIRONMENT`). */
export function readEnvironment(env: NodeJS.ProcessEnv, root: string): Environment {
  const problems: Problem[] = [];
  const bad = (field: string, message: string, isSecret = false): void =>
    void problems.push({
      where: { field },
      ...(!isSecret && { value: env[field] }),
      code: 'PLATFORM.ENVIRONMENT',
      message: `${field}：${message}`,
    });

  for (const name of Object.keys(env)) {
    if (name.startsWith('TIDU_') && !known.has(name)) bad(name, '没有这个设置，请检查拼写。');
  }
  const port = env.PORT ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) bad('PORT', '应为 0–65535 之间的整数。');
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL'] as const) {
    const url = env[name];
    if (url !== undefined && !/^postgres(ql)?:\/\/\S+$/.test(url))
      bad(name, '应形如 postgres://用户:口令@主机:端口/数据库。');
  }
  if (env.DATABASE_OWNER_URL && !env.DATABASE_URL)
    bad('DATABASE_URL', '设置了 DATABASE_OWNER_URL，还须设置应用登录 DATABASE_URL。');
  const publicUrl = env.PUBLIC_URL?.replace(/\/$/, '');
  if (publicUrl !== undefined && !/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(publicUrl))
    bad('PUBLIC_URL', '应是浏览器里的网址，形如 https://tidu.example.gov.cn，不带路径。');
  const hops = env.PROXY_HOPS ?? '0';
  if (!/^\d$/.test(hops)) bad('PROXY_HOPS', '应为 0–9 之间的整数：前面有几层自己的代理。');
  if (env.SECRET_KEY !== undefined && !isHexKey(env.SECRET_KEY)) bad('SECRET_KEY', '应为 64 位十六进制数。', true);
  const dataKeys = env.DATA_KEYS?.split(',').map((key) => key.trim());
  if (dataKeys && !dataKeys.every(isHexKey))
    bad('DATA_KEYS', '应为 64 位十六进制数，几个之间用逗号隔开，现用的写在最前。', true);
  const docs = env.DOCS ?? (publicUrl === undefined ? 'on' : 'off');
  if (docs !== 'on' && docs !== 'off') bad('DOCS', '应为 on 或 off。');
  const logLevel = (env.LOG_LEVEL ?? 'info') as LogLevel;
  if (!logLevels.includes(logLevel)) bad('LOG_LEVEL', `应为 ${logLevels.join('、')} 之一。`);
  const identityProvider = readIdentityProvider(env, bad);
  const mailServer = readMailServer(env, bad);
  const clamd = readClamdAddress(env, bad);

  if (problems.length > 0) {
    throw new DomainError(
      'invalid',
      'PLATFORM.ENVIRONMENT',
      `环境设置有 ${problems.length} 处错误，程序没有启动。`,
      problems,
    );
  }
  const home = path.resolve(root, env.TIDU_HOME ?? '.tidu');
  return {
    port: Number(port),
    home,
    filesDir: path.resolve(root, env.FILES_DIR ?? path.join(home, 'files')),
    auditHeadsDir: path.resolve(root, env.AUDIT_HEADS_DIR ?? path.join(home, 'audit-heads')),
    databaseUrl: env.DATABASE_URL,
    databaseOwnerUrl: env.DATABASE_OWNER_URL,
    logLevel,
    publicUrl,
    proxyHops: Number(hops),
    secretKey: env.SECRET_KEY,
    dataKeys,
    outboxDir: env.OUTBOX_DIR === undefined ? undefined : path.resolve(root, env.OUTBOX_DIR),
    mailServer,
    clamd,
    limitsFile: env.LIMITS_FILE === undefined ? undefined : path.resolve(root, env.LIMITS_FILE),
    docs: docs === 'on',
    identityProvider,
  };
}
