import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row's county stands before its letters among the tokens: who asks for it in the rows that the index found reads the
 * first three, not all forty. Rows written before are found as well, only slower, until they are next written.
 */
export class CountyFirst1764301400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create or replace function write_enterprise_search(given searched_enterprise[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- variables of their own: read out of a record, the array would be unpacked again for every letter
  packed int[];
  rare text;
  rarePacked int[];
  commonSounds int[];
  commonInitials constant int[] := array[initial_token(25, 24), initial_token(24, 7), initial_token(7, 19)]; -- 有限, 限公, 公司
begin
  select m.packed, m.rare, m."rarePacked" into packed, rare, rarePacked from sound_map m;
  select array_agg(sound_token(packed[ascii(pair) - 19967], packed[ascii(substr(pair, 2)) - 19967])) into commonSounds
    from unnest(array['有限', '限公', '公司']) pair;
  -- functions of letters are written out: a call for each row would cost six times as much
  insert into enterprise_search ("enterpriseId", "creditCode", names, sound, tokens)
    select id, "creditCode", names,
      coalesce((select string_agg(case when k = 0 then ' ' else chr(57344 + (k & 4095)) end, '') from unnest(sounds) k), ''),
      filter_tokens("regionCode", "industryCode", ownership, demo)
      || pairs || array(select bigram_in("regionCode", pair) from unnest(pairs) pair)
      || array(
            select unnest(array[sound_token(sounds[i], sounds[i + 1]), initial_token((sounds[i] >> 12) & 63, (sounds[i + 1] >> 12) & 63)])
            from generate_series(1, cardinality(sounds) - 1) i where sounds[i] <> 0 and sounds[i + 1] <> 0
            except select unnest(commonSounds || commonInitials))
      || array(
            select initial_token((sounds[i] >> a) & 63, (sounds[i + 1] >> b) & 63)
            from (select i from generate_series(1, cardinality(sounds) - 1) i where (sounds[i] | sounds[i + 1]) >> 18 <> 0 offset 0) i,
              (values (12), (18), (24)) first(a), (values (12), (18), (24)) second(b)
            where (sounds[i] >> a) & 63 <> 0 and (sounds[i + 1] >> b) & 63 <> 0 and a + b > 24
            except select unnest(commonInitials))
    from (
        select e.*, array(
            select bigram(substr(names, i, 1), substr(names, i + 1, 1)) from generate_series(1, length(names) - 1) i
            where substr(names, i, 2) not in ('有限', '限公', '公司')) as pairs, array(
            select coalesce(case
              when at between 19968 and 40959 then packed[at - 19967]
              when at between 97 and 122 then (at - 96) * 4097
              when at between 48 and 57 then (at - 21) * 4097
              when at > 127 then rarePacked[nullif(strpos(rare, chr(at)), 0)] end, 0)
            from (select ascii(substr(spoken, i, 1)) as at from generate_series(1, length(spoken)) i offset 0) letter) as sounds
        from (
          select e.*, translate(names, ' ()[]<>《》〈〉【】·・.,，。、:：;；/|&+_''"“”‘’-—', '') as spoken
          from (
            select id, "creditCode", "regionCode", "industryCode", ownership, demo,
              searchable(name) || coalesce(chr(10) || searchable("shortName"), '') || coalesce(chr(10) || (
                select string_agg(other, chr(10)) from (
                  select "searchName" as other from enterprise_name n where n."enterpriseId" = e.id and n."withdrawnAt" is null
                  union select lower(code) from enterprise_alias a where a."enterpriseId" = e.id and a."withdrawnAt" is null) others
                where other <> searchable(e.name) and other is distinct from searchable(e."shortName")), '') as names
            from unnest(given) e offset 0) e offset 0) e offset 0) e
  on conflict ("enterpriseId") do update
    set "creditCode" = excluded."creditCode", names = excluded.names, sound = excluded.sound, tokens = excluded.tokens
    where (enterprise_search."creditCode", enterprise_search.names, enterprise_search.sound, enterprise_search.tokens)
      is distinct from (excluded."creditCode", excluded.names, excluded.sound, excluded.tokens);
end $$;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
