import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion } from '@tidu/platform';
import { type CodeOverride, type NationalTable, overrideColumns, type OverrideEntry } from './overrides';
import { ReferenceService } from './reference.service';

/** What a person states about a code; the rest is noted by the service. */
export interface OverrideRequest {
  table: NationalTable;
  code: string;
  retired: boolean;
  name?: string;
  parent?: string;
  partial?: boolean;
  validFrom?: string;
  validUntil?: string;
  source: string;
  reason: string;
}

const shapes: Record<NationalTable, { code: RegExp; says: string }> = {
  region: { code: /^\d{6}$/, says: '行政区划代码是 6 位数字' },
  street: { code: /^\d{9}$/, says: '街道代码是 9 位数字，前 6 位是区划' },
  industry: { code: /^([A-T]|\d{2,4})$/, says: '行业代码是一个字母，或 2 到 4 位数字' },
  strategicEmerging: { code: /^\d{4}-[1-9]$/, says: '应为 4 位行业小类、短横线、领域序号，如 3411-2' },
};

/** Additions, retirements and corrections of the national tables by the district; the tables stay as published. */
@Injectable()
export class OverridesService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /** Overrides of one table or of all, newest first, withdrawn ones too. */
  list(person: ActingPerson, table: NationalTable | undefined): Promise<CodeOverride[]> {
    return this.database.read(person, (tx) =>
      tx.rows<CodeOverride>(
        `select ${overrideColumns} from code_override where $1::text is null or "table" = $1 order by "recordedAt" desc, id desc limit 1000`,
        [table ?? null],
      ),
    );
  }

  /** Notes an override. @throws DomainError `REFERENCE.OVERRIDE` with every reason. */
  async add(person: ActingPerson, request: OverrideRequest): Promise<CodeOverride> {
    const entry = await this.checked(request);
    const { table, code, retired, validFrom, validUntil, source, reason } = request;
    const made = await this.database.write(person, async (tx) => {
      const row = await tx.row<CodeOverride>(
        `insert into code_override (id, "table", code, retired, entry, "validFrom", "validUntil", source, reason, "recordedBy", "recordedByName")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${overrideColumns}`,
        [
          ...[uuidv7(), table, code, retired, entry, validFrom ?? null, validUntil ?? null],
          ...[source, reason, person.id, person.name],
        ],
      );
      if (!row) throw new Error('an insert gives its row');
      await this.trail.record(tx, {
        ...{ action: 'reference.override', objectType: 'code_override', objectId: row.id, reason },
        after: { table, code, retired, ...entry, validFrom, validUntil, source },
      });
      return row;
    });
    this.reference.forget();
    return made;
  }

  /** Takes an override back as a mistake; the table says what it said before. */
  async withdraw(person: ActingPerson, id: string, version: number, reason: string): Promise<CodeOverride> {
    const changed = await this.database.write(person, async (tx) => {
      const row = await tx.row<CodeOverride>(
        `update code_override set "withdrawnAt" = now(), "withdrawnBy" = $3, "withdrawnByName" = $4, "withdrawnReason" = $5,
           version = version + 1
         where id = $1 and version = $2 and "withdrawnAt" is null returning ${overrideColumns}`,
        [id, version, person.id, person.name, reason],
      );
      if (!row) {
        const now = await tx.row<CodeOverride>(`select ${overrideColumns} from code_override where id = $1`, [id]);
        if (!now) throw new DomainError('notFound', 'REFERENCE.NOT_FOUND', '没有这条更正。');
        throw staleVersion('这条更正', {
          version: now.version,
          who: now.withdrawnByName ?? now.recordedByName,
          at: now.withdrawnAt ?? now.recordedAt,
        });
      }
      const { table, code, retired, entry } = row;
      await this.trail.record(tx, {
        ...{ action: 'reference.withdrawOverride', objectType: 'code_override', objectId: id, reason },
        before: { table, code, retired, ...entry },
      });
      return row;
    });
    this.reference.forget();
    return changed;
  }

  /** The values to keep, or every reason why the request makes no sense. */
  private async checked(request: OverrideRequest): Promise<OverrideEntry> {
    const { table, code, retired, name, parent, partial, validFrom, validUntil } = request;
    const wrong: string[] = [];
    const { code: shape, says } = shapes[table];
    if (!shape.test(code)) wrong.push(`code：${says}。`);
    if (validFrom !== undefined && validUntil !== undefined && validFrom >= validUntil)
      wrong.push('validUntil：截止日应晚于起始日。');
    const day = validFrom ?? shanghaiDay(Date.now());
    const known = shape.test(code) ? await this.known(table, code, day) : { entry: undefined, parents: undefined };
    if (retired && !known.entry) wrong.push(`code：${code} 在 ${day} 本来就不在表里，无须停用。`);
    if (!retired && !known.entry && name === undefined && table !== 'strategicEmerging')
      wrong.push('name：新增的代码要有名称。');
    if (table === 'strategicEmerging' && !retired && partial === undefined)
      wrong.push('partial：请写明整个小类都属于，还是只有一部分属于（须由人判断）。');
    const above = parent ?? (known.entry ? undefined : impliedParent(table, code));
    if (!retired && above !== undefined && known.parents && !known.parents(above))
      wrong.push(`parent：上级代码 ${above} 不在表里，请先增加上级。`);
    if (wrong.length > 0) throw new DomainError('invalid', 'REFERENCE.OVERRIDE', wrong.join(' '));
    if (retired) return {};
    return {
      ...(name === undefined ? {} : { name }),
      ...(partial === undefined ? {} : { partial }),
      ...(above === undefined || table === 'street' ? {} : { parent: above }),
      ...(known.entry ? {} : impliedLevel(table, code)),
    };
  }

  /** The entry of the code on a day, and how to ask whether a code above it is there. */
  private async known(table: NationalTable, code: string, day: string) {
    if (table === 'industry' || table === 'region') {
      const codes = table === 'industry' ? await this.reference.industries(day) : await this.reference.regions(day);
      return { entry: codes.get(code), parents: (above: string) => codes.has(above) };
    }
    if (table === 'street') {
      const regions = await this.reference.regions(day);
      const streets = await this.reference.streets(code.slice(0, 6), day);
      return { entry: streets.find((one) => one.code === code), parents: (above: string) => regions.has(above) };
    }
    const industries = await this.reference.industries(day);
    const rows = await this.reference.strategicEmerging(day);
    return { entry: rows.find((one) => one.code === code), parents: (above: string) => industries.has(above) };
  }
}

/** Under which code a new one stands; undefined: under none. */
function impliedParent(table: NationalTable, code: string): string | undefined {
  if (table === 'street') return code.slice(0, 6);
  if (table === 'strategicEmerging') return code.slice(0, 4);
  if (table === 'industry') return code.length > 2 ? code.slice(0, -1) : undefined;
  if (code.endsWith('0000')) return undefined;
  return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

function impliedLevel(table: NationalTable, code: string): Pick<OverrideEntry, 'level'> {
  if (table === 'industry') return { level: code.length as 1 | 2 | 3 | 4 };
  if (table !== 'region') return {};
  return { level: code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'city' : 'district' };
}
