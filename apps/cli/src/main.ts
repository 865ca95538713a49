import { DomainError } from '@tidu/kernel';

/** One command of `tidu`: loads only what it needs, returns the exit code (0 done, 1 partly, 2 called wrongly). */
interface Command {
  usage: string;
  says: string;
  load: () => Promise<{ run(args: string[]): Promise<number> }>;
}

const commands: Record<string, Command> = {
  start: {
    usage: 'start [--empty]',
    says: '启动：内置数据库、网页、接口与后台任务；首次启动装入演示区（--empty 不装）',
    load: () => import('./commands/start'),
  },
  run: {
    usage: 'run FILE [--year Y] [--standard ID] [--out FILE.xlsx]',
    says: '一条命令走完：导入文件、生成事实表、预评估、排名、导出',
    load: () => import('./commands/run'),
  },
  import: {
    usage:
      'import FILE [--list 清单 --issuer 谁说的] [--dry-run] [--fix-file FILE] [--map 表头=指标] [--unit 万元] [--year Y]',
    says: '导入登记、年度数据，或一种清单（联系人、园区、产业链、规上名单、各种佐证；CSV、XLSX），取回没有导入的行',
    load: () => import('./commands/import'),
  },
  find: {
    usage: 'find 名称或代码 [--day DAY]',
    says: '谁（在那天）叫这个名称、有这个代码：现名、曾用名、旧代码都认，有几家列几家',
    load: () => import('./commands/find'),
  },
  duplicates: {
    usage: 'duplicates',
    says: '按规则查找可能登记了两次的企业',
    load: () => import('./commands/duplicates'),
  },
  check: {
    usage: 'check --year Y [--year Y …]',
    says: '检查年度数据是否说得通（一数一源）：各项检查有多少处疑点，最新的是哪些',
    load: () => import('./commands/check'),
  },
  score: {
    usage: 'score --year Y --standard ID [--purpose application|renewal] [--as-of DAY]',
    says: '按标准对一个年度的全部企业做预评估',
    load: () => import('./commands/score'),
  },
  rehearse: {
    usage: 'rehearse --year Y --standard ID[@版本] --against ID[@版本]|试改.yaml [--out FILE.xlsx|FILE.csv]',
    says: '新旧办法双跑：谁得谁失、由哪一条引起',
    load: () => import('./commands/rehearse'),
  },
  rank: {
    usage: 'rank --year Y --standard ID [--name 名称] [--region CODE] [--industry CODE]',
    says: '按最近一次预评估结果生成排名',
    load: () => import('./commands/rank'),
  },
  ranking: {
    usage: 'ranking verify FILE [--root 快照根值]',
    says: '不用数据库核对一份年度排名的导出文件（csv、xlsx、json），指出改动的行',
    load: () => import('./commands/ranking'),
  },
  export: {
    usage: 'export --ranking ID | --list 清单 [--q 名称] [--region CODE] [--format csv|xlsx] [--out FILE]',
    says: '导出排名，或登记簿的一种清单（企业名单、名称、联系人、园区、产业链、关系、各种佐证、规上名单）',
    load: () => import('./commands/export'),
  },
  evaluate: {
    usage: 'evaluate [--standard ID] [--purpose application|renewal] --facts FILE.jsonl',
    says: '不用数据库，逐行评估给出的事实（每行一个 JSON）',
    load: () => import('./commands/evaluate'),
  },
  standards: {
    usage: 'standards check [FILE…] | show ID | diff A [B] | publish FILE | activate ID VERSION',
    says: '标准：检查、查看、比较、发布、启用',
    load: () => import('./commands/standards'),
  },
  measures: {
    usage: 'measures check [FILE…]',
    says: '扶持措施：检查文件和旁边的用例（不用数据库）',
    load: () => import('./commands/measures'),
  },
  package: {
    usage: 'package verify FILE [--root 公示上印的总根值]',
    says: '核对案卷包（html 或 json）：逐字节核对，按包里的标准重新评价，不用数据库',
    load: () => import('./commands/package'),
  },
  code: {
    usage: 'code check FILE',
    says: '检查统一社会信用代码（每行一个）',
    load: () => import('./commands/code'),
  },
  seed: {
    usage: 'seed demo',
    says: '装入演示区：2 000 家虚构企业三个年度的数据',
    load: () => import('./commands/seed'),
  },
  demo: {
    usage: 'demo remove | passwords',
    says: '清除演示区并停用演示账号；或给演示账号重设口令',
    load: () => import('./commands/demo'),
  },
  audit: {
    usage: 'audit verify [--json] | restart --reason 原因',
    says: '审计：重新核对每一条记录和封存链，逐条指出改动；恢复备份后接续封存',
    load: () => import('./commands/audit'),
  },
  invariants: {
    usage: 'invariants [--json]',
    says: '检查任何时候都应成立的事：审计、评价结果、文件、任务、数据库',
    load: () => import('./commands/invariants'),
  },
  backup: {
    usage: 'backup [--to DIR] [--keep N]',
    says: '备份数据库、文件和封存头到一个目录（默认 .tidu/backups），只留最近 N 份',
    load: () => import('./commands/backup'),
  },
  restore: {
    usage: 'restore DIR --reason 原因 [--without-key]',
    says: '把一份备份恢复到空的数据库，逐表核对',
    load: () => import('./commands/restore'),
  },
  drill: {
    usage: 'drill [DIR]',
    says: '恢复演练：把最近一份备份恢复到临时数据库，检查不变量，写一份演练记录',
    load: () => import('./commands/drill'),
  },
  keys: {
    usage: 'keys status | rotate --reason 原因 | forget 编号 --reason 原因',
    says: '数据密钥：电话、邮箱、账号用哪几个加密；换新的，全部重新加密；去掉不再需要的',
    load: () => import('./commands/keys'),
  },
  profile: {
    usage:
      'profile show | set --name 名称 --region CODE --bureau 主管部门 [--city 市级部门] [--province 省级部门] --reason 原因',
    says: '本区档案：名称、行政区划、主管部门；写在页面、导出和信函上',
    load: () => import('./commands/profile'),
  },
  migrate: { usage: 'migrate', says: '把数据库结构升级到本程序的版本', load: () => import('./commands/migrate') },
  db: {
    usage: 'db roles',
    says: '打印建立数据库角色的语句（用自己的 PostgreSQL 时）',
    load: () => import('./commands/db'),
  },
};

function help(): string {
  const lines = Object.values(commands).map(({ usage, says }) => `  npx tidu ${usage}\n      ${says}`);
  return `梯度：区县优质企业梯度培育登记簿\n\n${lines.join('\n')}\n`;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`tidu：没有命令“${name}”。\n\n${help()}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`npx tidu ${command.usage}\n${command.says}\n`);
    return 0;
  }
  return (await command.load()).run(args);
}

/** What went wrong, in words; the stack only where it's our own fault. */
function describe(error: unknown): string {
  if (error instanceof DomainError) {
    // some messages list their problems themselves
    const problems = error.problems.filter(({ message }) => !error.message.includes(message));
    const lines = problems.map(({ message }) => `  · ${message}`);
    return [`tidu：${error.message}（${error.code}）`, ...lines].join('\n');
  }
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code?.startsWith('ERR_PARSE_ARGS')) return `tidu：${wrongArguments(message)}写法见 npx tidu help。`;
  if (code === 'ENOENT') return `tidu：找不到文件 ${(error as NodeJS.ErrnoException).path ?? ''}，请检查路径。`;
  return `tidu：程序错误：${stack ?? message}`;
}

/** What Node says of arguments it cannot read, in Chinese. */
function wrongArguments(message: string): string {
  const [, name = ''] = /'(-[^' ]*)/.exec(message) ?? [];
  if (message.startsWith('Unknown option')) return `不认识选项 ${name}。`;
  if (message.includes('does not take an argument')) return `选项 ${name} 不带值。`;
  if (message.startsWith('Option')) return `选项 ${name} 缺少值。`;
  const [, extra = ''] = /'([^']*)'/.exec(message) ?? [];
  return `多了一个参数“${extra}”。`;
}

// the reader of a pipe (head, less) may leave early: that ends the answer, it's no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${describe(error)}\n`);
    const usage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    process.exitCode = usage ? 2 : 1;
  },
);
