import type { CodeEntryDto } from './console/code-tables.console.dto';
import type { NationalTable } from './overrides';
import type { ReferenceService } from './reference.service';

/** The rows of a national table on a day as the page shows them, narrowed by text and by the code above. */
export async function codeEntries(
  reference: ReferenceService,
  table: NationalTable,
  { q, parent, on }: { q?: string; parent?: string; on?: string },
): Promise<CodeEntryDto[]> {
  const matches = ({ code, name }: CodeEntryDto) =>
    q === undefined || code.startsWith(q.toUpperCase()) || name.includes(q);
  if (table === 'region' || table === 'industry') {
    const codes = table === 'region' ? await reference.regions(on) : await reference.industries(on);
    const district = (entry: object) => 'district' in entry && entry.district === true;
    return codes.search(q, parent).map((entry) => ({
      ...{ code: entry.code, name: entry.name, parent: entry.parent, level: String(entry.level) },
      ...{ parentName: codes.get(entry.parent ?? '')?.name ?? null, partial: null, district: district(entry) },
    }));
  }
  if (table === 'street') {
    const region = parent ?? /^\d{6}/.exec(q ?? '')?.[0] ?? '';
    const path = (await reference.regions(on)).get(region)?.path ?? null;
    const streets = region === '' ? [] : await reference.streets(region, on);
    return streets
      .map(({ code, name, district }) => ({
        ...{ code, name, parent: region, parentName: path, level: null, partial: null, district },
      }))
      .filter(matches);
  }
  const industries = await reference.industries(on);
  const rows = await reference.strategicEmerging(on);
  return rows
    .map(({ code, industryCode, fieldName, partial, district }) => ({
      ...{ code, name: fieldName, parent: industryCode, partial, district, level: null },
      parentName: industries.get(industryCode)?.name ?? null,
    }))
    .filter((row) => (parent === undefined || row.parent.startsWith(parent)) && matchesEither(row, q));
}

/** Of an emerging industry the name of the class is searched too. */
function matchesEither({ code, name, parentName }: CodeEntryDto, q: string | undefined): boolean {
  return q === undefined || code.startsWith(q) || name.includes(q) || (parentName ?? '').includes(q);
}
