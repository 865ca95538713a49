import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person may see names zones and single enterprises too, marked `zone:` and `enterprise:`. */
export class Scopes1764300305000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create function scope_marked(mark text) returns text[] language sql stable as $$
  select coalesce(array_agg(substr(part, length(mark) + 1)), '{}') from unnest(
    case when coalesce(current_setting('tidu.scope', true), '') in ('', '*') then '{}'
         else current_setting('tidu.scope', true)::text[] end) part
  where starts_with(part, mark) $$;
comment on function scope_marked(text) is 'The parts of the acting person''s scope that begin with a mark, without it';

create function scope_zones() returns text[] language sql stable as $$ select scope_marked('zone:') $$;
comment on function scope_zones() is 'Codes of the zones whose enterprises the acting person may see';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
