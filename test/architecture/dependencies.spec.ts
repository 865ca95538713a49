import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const table = (file: string) => {
  const [head = '', ...lines] = read(`test/architecture/${file}`).trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '多出的一格', cell])));
};

interface Locked {
  version?: string;
  license?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
}

/** What we build on is looked at one by one; a new one, another version or another licence is looked at again. */
describe('what the product depends on', () => {
  const given = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const locked = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages;
  const direct = { ...given.dependencies, ...given.optionalDependencies, ...given.devDependencies };
  const reviewed = table('dependencies.csv');

  it('is reviewed as it is installed: name, version, licence, why, by whom, and what without it', () => {
    const asInstalled = Object.entries(direct).map(([name, version]) => {
      return `${name} ${version} ${locked[`node_modules/${name}`]?.license ?? ''}`;
    });
    const asReviewed = reviewed.map(({ name, version, licence }) => `${name} ${version} ${licence}`);
    expect(asReviewed.sort()).toEqual(asInstalled.sort());
    const empty = reviewed.filter(
      (row) => ['use', 'why', 'by', 'without'].some((key) => !row[key]) || row['多出的一格'],
    );
    expect(empty).toEqual([]);
  });

  it('is exact: no range, no tag, no address', () => {
    const loose = Object.entries(direct).filter(
      ([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('runs nothing at installing but what is listed, and that is switched off', () => {
    const scripts = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = [...new Set(scripts.map(([place]) => place.replace(/^.*node_modules\//, '')))];
    expect(names.sort()).toEqual(
      table('install-scripts.csv')
        .map(({ name }) => name)
        .sort(),
    );
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  });

  it('comes from the registry the installer has, unchanged: no address in the lock, a hash for each', () => {
    const packages = Object.entries(locked).filter(([place]) => place.includes('node_modules/'));
    expect(packages.length).toBeGreaterThan(500);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([place]) => place)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([place]) => place)).toEqual(
      [],
    );
  });

  it('may be passed on: licences of what runs are permissive', () => {
    const permissive = /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|MIT-0)$/;
    expect(reviewed.filter(({ use, licence }) => use === 'run' && !permissive.test(licence ?? ''))).toEqual([]);
  });
});

/** Forms in which keys and passwords of others' services, or of ours, come into a tree by mistake. */
const secrets: Readonly<Record<string, RegExp>> = {
  'private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  'cloud key': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bLTAI[A-Za-z0-9]{12,24}\b|\bAKID[A-Za-z0-9]{32}\b/,
  'token of a service':
    /\b(?:gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36}|xox[abprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9]{32,})\b/,
  'password in an address':
    /\b(?:postgres(?:ql)?|https?|redis|amqp):\/\/[^\s:/@'"`$%{]+:(?!口令|密码|password|secret|pw|p@|x@|\$|%)[^\s/@'"`${]{3,}@/i,
  'signed token': /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\./,
};

describe('the tree', () => {
  const skipped = /(^|\/)(node_modules|dist|coverage|test-results|reports)(\/|$)|(^|\/)\.(git|tidu|stryker-tmp)(\/|$)/;
  const files = (dir: string): string[] =>
    fs.readdirSync(path.join(root, dir), { withFileTypes: true }).flatMap((entry) => {
      const file = path.posix.join(dir, entry.name);
      if (skipped.test(file)) return [];
      if (entry.isDirectory()) return files(file);
      return entry.isFile() && fs.statSync(path.join(root, file)).size < 2_000_000 ? [file] : [];
    });

  it('holds no secret in any of the usual forms', () => {
    const found = files('.').flatMap((file) => {
      const text = read(file);
      return Object.entries(secrets).flatMap(([what, form]) => (form.test(text) ? [`${file}: ${what}`] : []));
    });
    expect(found.filter((one) => !one.startsWith('test/architecture/dependencies.spec.ts'))).toEqual([]);
  });

  it('would be found with one', () => {
    const planted = [
      ['private key', '-----BEGIN RSA ' + 'PRIVATE KEY-----'],
      ['cloud key', 'AKIA' + 'ABCDEFGHIJKLMNOP'],
      ['token of a service', 'ghp_' + 'a'.repeat(36)],
      ['password in an address', 'postgres://tidu_app:' + 'Ab12cd34@db:5432/tidu'],
      ['signed token', 'eyJ' + 'a'.repeat(20) + '.eyJ' + 'b'.repeat(20) + '.'],
    ] as const;
    for (const [what, text] of planted) expect([what, secrets[what]?.test(text)]).toEqual([what, true]);
  });
});
