import { type DistrictNames, ProfileService } from '@tidu/reference';
import { parseArgs } from 'node:util';
import { openApplication } from '../application';

const usage =
  '用法：npx tidu profile show | set --name 名称 --region CODE --bureau 主管部门 [--city 市级部门] [--province 省级部门] --reason 原因\n';

/** `tidu profile show | set …`: whose register this is, as the page 本区档案 shows and writes it. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [act, ...more] = positionals;
  const { name, region, bureau, city, province, reason } = values;
  const isWhole = [name, region, bureau, reason].every((value) => value !== undefined && value.trim() !== '');
  if (more.length > 0 || !(act === 'show' || (act === 'set' && isWhole))) {
    process.stderr.write(usage);
    return 2;
  }
  const app = await openApplication('profile');
  try {
    const profiles = app.context.get(ProfileService, { strict: false });
    let profile = await profiles.get(app.person);
    if (act === 'set') {
      const names: DistrictNames = {
        ...{ name: tidy(name), regionCode: tidy(region), bureau: tidy(bureau) },
        ...{ cityDepartment: tidy(city) || null, provinceDepartment: tidy(province) || null },
      };
      profile = await profiles.set(app.person, names, profile?.version ?? 0, tidy(reason));
    }
    process.stdout.write(`${JSON.stringify(profile, null, 2)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}

const text = { type: 'string' } as const;
const options = { name: text, region: text, bureau: text, city: text, province: text, reason: text };

const tidy = (value: string | undefined): string => (value ?? '').trim();
