import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Releases of standards, fact sheets, runs and score cards. */
export class Scoring1764100500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table standard_release (
  id uuid primary key,
  "standardId" text not null check ("standardId" ~ '^[a-z0-9-]{3,60}$'),
  version int not null check (version > 0),
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  name text not null,
  title text not null,
  document text not null,
  content jsonb not null,
  cases text not null,
  "casesTotal" int not null check ("casesTotal" > 0),
  seal text not null check (seal ~ '^[0-9a-f]{64}$'),
  "publishedAt" timestamptz not null default now(),
  "publishedBy" uuid not null,
  "publishedByName" text not null,
  unique ("standardId", version),
  unique (id, "standardId", version),
  check (content ->> 'id' = "standardId" and (content ->> 'version')::int = version),
  constraint standard_release_says_what_changed check (version = 1
    or jsonb_path_exists(content, '$.changes[*] ? (@.version == $version)', jsonb_build_object('version', version)))
);
comment on table standard_release is 'Standards as they were published (标准发布版): document, cases and changelog; nothing in it ever changes';
comment on column standard_release."standardId" is 'Id of the standard, the same over all its releases';
comment on column standard_release.version is 'Version the document gives itself; each the next one';
comment on column standard_release.hash is 'SHA-256 of the checked document in canonical form: what two releases differ by';
comment on column standard_release.title is 'Kind of title it leads to (specializedSme, littleGiant …)';
comment on column standard_release.document is 'The YAML text as it was read';
comment on column standard_release.content is 'The checked document as JSON, its changelog among it: what is hashed and compiled';
comment on column standard_release.cases is 'The cases (用例) as they were written; all of them passed when it was published';
comment on column standard_release."casesTotal" is 'How many cases passed';
comment on column standard_release.seal is 'SHA-256 over hash, both texts and who published: checked whenever a release is shown, compared or activated';
comment on column standard_release."publishedAt" is 'When it came into the register';
comment on column standard_release."publishedBy" is 'Who published it';
comment on column standard_release."publishedByName" is 'That person as named then';

create table standard_activation (
  "standardId" text not null,
  seq int not null check (seq > 0),
  "releaseId" uuid not null,
  version int not null,
  "fromDay" date not null,
  "activatedAt" timestamptz not null default now(),
  "activatedBy" uuid not null,
  "activatedByName" text not null,
  primary key ("standardId", seq),
  foreign key ("releaseId", "standardId", version) references standard_release (id, "standardId", version)
);
comment on table standard_activation is 'Which release was put to use (启用), by whom, from which day; append-only: the newest one whose day has come is in use';
comment on column standard_activation."standardId" is 'The standard; one release of it is in use at a time';
comment on column standard_activation.seq is 'Counts the activations of a standard; given by the trigger under a lock';
comment on column standard_activation."fromDay" is 'First day in use (自哪天起), today or later; a later activation from an earlier day takes its place';
comment on column standard_activation."activatedAt" is 'When it was decided';
comment on column standard_activation."activatedBy" is 'Who decided it: another person than the one who published';
comment on column standard_activation."activatedByName" is 'That person as named then';

create view standard_in_use with (security_invoker = true) as
  select distinct on ("standardId") * from standard_activation
  where "fromDay" <= (now() at time zone 'Asia/Shanghai')::date order by "standardId", seq desc;
comment on view standard_in_use is 'The activation of each standard that holds today';

create function two_person_review() returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from standard_release where "publishedBy" > '00000000-0000-7000-8000-000000000003')
      or exists (select from standard_activation where "activatedBy" > '00000000-0000-7000-8000-000000000003')
      or exists (select from job_run where "personId" > '00000000-0000-7000-8000-000000000003')
$$;
comment on function two_person_review() is 'Whether anybody but the built-in officer has ever acted (双人复核): from then on nobody activates what he published himself';

create function keep_releases() returns trigger language plpgsql as $$
begin
  if not scope_everything() or new."publishedBy" is distinct from acting_person() then
    raise exception 'a standard is published in one''s own name, by who may see everything' using errcode = '42501';
  end if;
  if new.version <> (select coalesce(max(version) + 1, new.version) from standard_release where "standardId" = new."standardId") then
    raise exception 'version % of % does not follow', new.version, new."standardId" using errcode = 'check_violation';
  end if;
  return new;
end $$;
comment on function keep_releases() is 'A release is published in one''s own name, and versions leave no gap';

create function keep_activations() returns trigger language plpgsql as $$
declare publisher uuid; system constant uuid := '00000000-0000-7000-8000-000000000002';
begin
  if not scope_everything() or new."activatedBy" is distinct from acting_person() then
    raise exception 'a standard is activated in one''s own name, by who may see everything' using errcode = '42501';
  end if;
  if new."fromDay" < (now() at time zone 'Asia/Shanghai')::date then
    raise exception 'a standard is not activated for days that are past' using errcode = 'check_violation';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('standard_activation ' || new."standardId", 0));
  select "publishedBy" into publisher from standard_release where id = new."releaseId";
  if publisher = new."activatedBy" and publisher <> system
     and (publisher <> '00000000-0000-7000-8000-000000000001' or two_person_review()) then
    raise exception 'who published a release does not activate it'
      using errcode = 'restrict_violation', constraint = 'standard_activation_two_persons';
  end if;
  select coalesce(max(seq), 0) + 1 into new.seq from standard_activation where "standardId" = new."standardId";
  return new;
end $$;
comment on function keep_activations() is 'One activation after the other, in one''s own name, of what another person published';

create trigger standard_release_kept before insert on standard_release for each row execute function keep_releases();
create trigger standard_release_append_only before update or delete on standard_release for each row execute function forbid_change();
create trigger standard_activation_kept before insert on standard_activation for each row execute function keep_activations();
create trigger standard_activation_append_only before update or delete on standard_activation for each row execute function forbid_change();
grant select, insert (id, "standardId", version, hash, name, title, document, content, cases, "casesTotal", seal, "publishedBy", "publishedByName")
  on standard_release to tidu_app;
grant select, insert ("standardId", "releaseId", version, "fromDay", "activatedBy", "activatedByName") on standard_activation to tidu_app;
grant select on standard_in_use to tidu_app;

-- years between two days in ten-thousandths: full years, then days since the last anniversary over the days to the
-- next one, cut off; the same as elapsedYears of the kernel (plpgsql: a body of queries costs ten times as much a call)
create function elapsed_years(since date, until date) returns bigint language plpgsql immutable strict parallel safe as $$
declare
  years int := extract(year from until)::int - extract(year from since)::int;
  last date := since + make_interval(years => years);
begin
  if since >= until then return 0; end if;
  if last > until then
    years := years - 1;
    last := since + make_interval(years => years);
  end if;
  return years::bigint * 10000 + (until - last)::bigint * 10000 / ((since + make_interval(years => years + 1))::date - last);
end $$;
comment on function elapsed_years(date, date) is 'Years from one day to a later one × 10000, cut off (连续经营年限)';

create table fact_sheet (
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null check (year between 1949 and 2200),
  "asOf" date not null,
  version smallint not null check (version > 0),
  "createdAt" timestamptz not null default now(),
  "supersededAt" timestamptz,
  "jobId" uuid,
  hash bytea not null check (length(hash) = 32),
  origins text not null check (origins ~ '^[-OATSPZERC]*$'),
  extra jsonb not null default '{}',
  "registeredInChina" boolean,
  "establishedYears" bigint check ("establishedYears" between 0 and 5000000),
  "enterpriseSize" text check ("enterpriseSize" in ('micro', 'small', 'medium', 'large')),
  "abnormalOperation" boolean,
  "seriousDishonesty" boolean,
  "prohibitedProduct" boolean,
  "majorIncident3y" boolean,
  "nicheYears" bigint check ("nicheYears" between 0 and 5000000),
  "mainProductShare" bigint check ("mainProductShare" between 0 and 1000000),
  "mainProductCount" integer check ("mainProductCount" between 1 and 1000),
  "mainProductField" text check ("mainProductField" in ('gapFilling', 'sixBases', 'other')),
  "strategicEmerging" boolean,
  "keyChainLink" boolean,
  "keyProductField" boolean,
  "revenue" bigint check ("revenue" between 0 and 1000000000000000),
  "revenueY1" bigint check ("revenueY1" between 0 and 1000000000000000),
  "revenueY2" bigint check ("revenueY2" between 0 and 1000000000000000),
  "mainRevenue" bigint check ("mainRevenue" between 0 and 1000000000000000),
  "mainRevenueY1" bigint check ("mainRevenueY1" between 0 and 1000000000000000),
  "mainRevenueY2" bigint check ("mainRevenueY2" between 0 and 1000000000000000),
  "netProfit" bigint check ("netProfit" between -1000000000000000 and 1000000000000000),
  "netProfitY1" bigint check ("netProfitY1" between -1000000000000000 and 1000000000000000),
  "netProfitY2" bigint check ("netProfitY2" between -1000000000000000 and 1000000000000000),
  "totalAssets" bigint check ("totalAssets" between 0 and 1000000000000000),
  "totalLiabilities" bigint check ("totalLiabilities" between 0 and 1000000000000000),
  "rdExpense" bigint check ("rdExpense" between 0 and 1000000000000000),
  "rdExpenseY1" bigint check ("rdExpenseY1" between 0 and 1000000000000000),
  "costExpense" bigint check ("costExpense" between 0 and 1000000000000000),
  "equityFinancing2y" bigint check ("equityFinancing2y" between 0 and 1000000000000000),
  "equityFinancing3y" bigint check ("equityFinancing3y" between 0 and 1000000000000000),
  "employees" integer check ("employees" between 0 and 10000000),
  "rdStaff" integer check ("rdStaff" between 0 and 10000000),
  "techStaff" integer check ("techStaff" between 0 and 10000000),
  "ipClass1HighValue" integer check ("ipClass1HighValue" between 0 and 10000000),
  "ipClass1SelfDeveloped" integer check ("ipClass1SelfDeveloped" between 0 and 10000000),
  "ipClass1" integer check ("ipClass1" between 0 and 10000000),
  "ipClass1Applied" integer check ("ipClass1Applied" between 0 and 10000000),
  "ipClass2" integer check ("ipClass2" between 0 and 10000000),
  "inventionPatents" integer check ("inventionPatents" between 0 and 10000000),
  "rdInstitutionLevel" text check ("rdInstitutionLevel" in ('nation', 'province', 'city', 'belowCity', 'none')),
  "digitalLevel" integer check ("digitalLevel" between 0 and 4),
  "provincialQualityAward" boolean,
  "qualitySystemCertified" boolean,
  "ownBrand" boolean,
  "standardsParticipated" boolean,
  "standardsCount" integer check ("standardsCount" between 0 and 10000000),
  "managementSystemCertified" boolean,
  "overseasProductCertified" boolean,
  "intlCertifications" integer check ("intlCertifications" between 0 and 10000000),
  "coreBusinessSystems" integer check ("coreBusinessSystems" between 0 and 10000000),
  "localFeatureScore" bigint check ("localFeatureScore" between 0 and 150000),
  "awardProvincialOrNational3y" boolean,
  "awardProvincialTop3In3y" boolean,
  "awardNationalTop5In3y" boolean,
  "awardNationalTop3In3y" boolean,
  "awardNationalTop3In5y" boolean,
  "makerChina500In3y" boolean,
  "makerChina50In3y" boolean,
  "titleHighTech" boolean,
  "titleInnovationDemo" boolean,
  "titleIpAdvantage" boolean,
  "titleTechSme" boolean,
  "titleInnovativeSme" boolean,
  "titleSpecializedSme" boolean,
  "titleLittleGiant" boolean,
  "titleSingleChampion" boolean,
  "ledStandard5y" boolean,
  "qualityScore" bigint check ("qualityScore" between 0 and 1000000),
  "qualityScoreY1" bigint check ("qualityScoreY1" between 0 and 1000000),
  "nationalMarketShare" bigint check ("nationalMarketShare" between 0 and 1000000),
  "nationalMarketRank" integer check ("nationalMarketRank" between 1 and 100000),
  "worldMarketShareRank" integer check ("worldMarketShareRank" between 1 and 100000),
  "provinceMarketRank" integer check ("provinceMarketRank" between 1 and 100000),
  "continentMarketRank" integer check ("continentMarketRank" between 1 and 100000),
  "marketPositionLeading" boolean,
  "lowPublicAwareness" boolean,
  "governanceSound" boolean,
  "keyIndicatorsLeading" boolean,
  "creditSound" boolean,
  "supplierToLeader" boolean,
  "aboveScale" boolean,
  "taxPaid" bigint check ("taxPaid" between 0 and 1000000000000000),
  "landArea" bigint check ("landArea" between 0 and 10000000000000000),
  "valueAdded" bigint check ("valueAdded" between 0 and 1000000000000000),
  "energyUse" bigint check ("energyUse" between 0 and 10000000000000000),
  "pollutantEmission" bigint check ("pollutantEmission" between 0 and 10000000000000000),
  "electricityUse" bigint check ("electricityUse" between 0 and 10000000000000000),
  "averageEmployees" bigint check ("averageEmployees" between 0 and 10000000000000000),
  "newProduct" boolean,
  "titleHiddenChampion" boolean,
  "industryCode" text,
  "regionCode" text,
  "ownership" text check ("ownership" in ('stateOwned', 'private', 'foreign', 'collective', 'other')),
  primary key ("enterpriseId", year, "asOf", version)
);
comment on table fact_sheet is 'Facts of one enterprise, one accounting year, one day of assessment, resolved from all sources (事实表); the only input of every evaluation; append-only';
comment on column fact_sheet.year is 'Accounting year of the figures (会计年度)';
comment on column fact_sheet."asOf" is 'Day of assessment (评价日)';
comment on column fact_sheet.version is 'Counts the sheets of the same day';
comment on column fact_sheet."supersededAt" is 'When a newer sheet took its place; null for the current one: newest version of the newest day';
comment on column fact_sheet.hash is 'SHA-256 over one line code=value per known fact in the order of the dictionary';
comment on column fact_sheet.origins is 'One letter per fact in the order of the dictionary: O officer, A audit, T tax, S statistics, P platform, Z zone, E enterprise, R register, C computed, - missing';
comment on column fact_sheet.extra is 'Values of facts the district added, by code, as scaled integers, texts or booleans';
comment on column fact_sheet."registeredInChina" is '境内注册独立法人';
comment on column fact_sheet."establishedYears" is '连续经营年限，单位年，放大 10^4 倍存整数';
comment on column fact_sheet."enterpriseSize" is '企业划型';
comment on column fact_sheet."abnormalOperation" is '列入经营异常名录';
comment on column fact_sheet."seriousDishonesty" is '列入严重失信主体名单';
comment on column fact_sheet."prohibitedProduct" is '产品属禁止限制或淘汰类';
comment on column fact_sheet."majorIncident3y" is '近三年重大事故或违法';
comment on column fact_sheet."nicheYears" is '从事特定细分市场年限，单位年，放大 10^4 倍存整数';
comment on column fact_sheet."mainProductShare" is '主导产品收入占比，单位比值，放大 10^6 倍存整数';
comment on column fact_sheet."mainProductCount" is '主导产品个数，单位个';
comment on column fact_sheet."mainProductField" is '主导产品所属领域';
comment on column fact_sheet."strategicEmerging" is '属战略性新兴产业分类';
comment on column fact_sheet."keyChainLink" is '位于产业链关键环节并发挥补锻填作用';
comment on column fact_sheet."keyProductField" is '主导产品属重点领域';
comment on column fact_sheet."revenue" is '营业收入(上年度)，单位分';
comment on column fact_sheet."revenueY1" is '营业收入(前一年)，单位分';
comment on column fact_sheet."revenueY2" is '营业收入(前两年)，单位分';
comment on column fact_sheet."mainRevenue" is '主营业务收入(上年度)，单位分';
comment on column fact_sheet."mainRevenueY1" is '主营业务收入(前一年)，单位分';
comment on column fact_sheet."mainRevenueY2" is '主营业务收入(前两年)，单位分';
comment on column fact_sheet."netProfit" is '净利润(上年度)，单位分';
comment on column fact_sheet."netProfitY1" is '净利润(前一年)，单位分';
comment on column fact_sheet."netProfitY2" is '净利润(前两年)，单位分';
comment on column fact_sheet."totalAssets" is '资产总额(上年末)，单位分';
comment on column fact_sheet."totalLiabilities" is '负债总额(上年末)，单位分';
comment on column fact_sheet."rdExpense" is '研发费用(上年度)，单位分';
comment on column fact_sheet."rdExpenseY1" is '研发费用(前一年)，单位分';
comment on column fact_sheet."costExpense" is '成本费用总额(上年度)，单位分';
comment on column fact_sheet."equityFinancing2y" is '近两年新增股权融资实缴额，单位分';
comment on column fact_sheet."equityFinancing3y" is '近三年新增股权融资实缴额，单位分';
comment on column fact_sheet."employees" is '职工总数(上年末)，单位人';
comment on column fact_sheet."rdStaff" is '研发人员数(上年末)，单位人';
comment on column fact_sheet."techStaff" is '科技人员数(上年末)，单位人';
comment on column fact_sheet."ipClass1HighValue" is 'Ⅰ类高价值知识产权数，单位项';
comment on column fact_sheet."ipClass1SelfDeveloped" is '自主研发Ⅰ类知识产权数，单位项';
comment on column fact_sheet."ipClass1" is 'Ⅰ类知识产权数，单位项';
comment on column fact_sheet."ipClass1Applied" is '已应用并产生效益的Ⅰ类知识产权数，单位项';
comment on column fact_sheet."ipClass2" is 'Ⅱ类知识产权数，单位项';
comment on column fact_sheet."inventionPatents" is '相关有效发明专利数，单位项';
comment on column fact_sheet."rdInstitutionLevel" is '研发机构级别';
comment on column fact_sheet."digitalLevel" is '数字化水平等级，单位级';
comment on column fact_sheet."provincialQualityAward" is '省级以上质量奖';
comment on column fact_sheet."qualitySystemCertified" is '质量管理体系认证';
comment on column fact_sheet."ownBrand" is '拥有自主品牌';
comment on column fact_sheet."standardsParticipated" is '参与制修订标准';
comment on column fact_sheet."standardsCount" is '主导或参与标准数，单位项';
comment on column fact_sheet."managementSystemCertified" is '管理体系认证';
comment on column fact_sheet."overseasProductCertified" is '产品通过发达国家和地区认证';
comment on column fact_sheet."intlCertifications" is '国际认证数，单位项';
comment on column fact_sheet."coreBusinessSystems" is '核心业务采用信息系统支撑项数，单位项';
comment on column fact_sheet."localFeatureScore" is '地方特色指标得分，单位分，放大 10^4 倍存整数';
comment on column fact_sheet."awardProvincialOrNational3y" is '近三年获国家级或省级科技奖励';
comment on column fact_sheet."awardProvincialTop3In3y" is '近三年省级科技奖励且排名前三';
comment on column fact_sheet."awardNationalTop5In3y" is '近三年国家级科技奖励且排名前五';
comment on column fact_sheet."awardNationalTop3In3y" is '近三年国家级科技奖励且排名前三';
comment on column fact_sheet."awardNationalTop3In5y" is '近五年国家级科技奖励且排名前三';
comment on column fact_sheet."makerChina500In3y" is '近三年创客中国全国500强企业组';
comment on column fact_sheet."makerChina50In3y" is '近三年创客中国全国50强企业组';
comment on column fact_sheet."titleHighTech" is '有效期内高新技术企业';
comment on column fact_sheet."titleInnovationDemo" is '有效期内国家级技术创新示范企业';
comment on column fact_sheet."titleIpAdvantage" is '有效期内知识产权优势或示范企业';
comment on column fact_sheet."titleTechSme" is '有效期内科技型中小企业';
comment on column fact_sheet."titleInnovativeSme" is '有效期内创新型中小企业';
comment on column fact_sheet."titleSpecializedSme" is '有效期内专精特新中小企业';
comment on column fact_sheet."titleLittleGiant" is '有效期内专精特新小巨人';
comment on column fact_sheet."titleSingleChampion" is '有效期内国家制造业单项冠军';
comment on column fact_sheet."ledStandard5y" is '近五年主导制定国际国家或行业标准';
comment on column fact_sheet."qualityScore" is '专精特新发展质量评价得分(当年度)，单位分，放大 10^4 倍存整数';
comment on column fact_sheet."qualityScoreY1" is '专精特新发展质量评价得分(上一年度)，单位分，放大 10^4 倍存整数';
comment on column fact_sheet."nationalMarketShare" is '主导产品全国细分市场占有率，单位比值，放大 10^6 倍存整数';
comment on column fact_sheet."nationalMarketRank" is '主导产品全国细分市场排名，单位名';
comment on column fact_sheet."worldMarketShareRank" is '主导产品全球市场排名，单位名';
comment on column fact_sheet."provinceMarketRank" is '主导产品省内市场排名，单位名';
comment on column fact_sheet."continentMarketRank" is '主导产品所在洲市场排名，单位名';
comment on column fact_sheet."marketPositionLeading" is '细分市场占有率较为靠前且有一定知名度';
comment on column fact_sheet."lowPublicAwareness" is '公众知名度低';
comment on column fact_sheet."governanceSound" is '长期战略与公司治理等定性要求';
comment on column fact_sheet."keyIndicatorsLeading" is '关键性能指标领先';
comment on column fact_sheet."creditSound" is '银行资信A级以上或征信无不良';
comment on column fact_sheet."supplierToLeader" is '知名企业主要供应商';
comment on column fact_sheet."aboveScale" is '规模以上工业企业';
comment on column fact_sheet."taxPaid" is '评价税收，单位分';
comment on column fact_sheet."landArea" is '用地面积，单位亩，放大 10^4 倍存整数';
comment on column fact_sheet."valueAdded" is '工业增加值，单位分';
comment on column fact_sheet."energyUse" is '综合能耗(等价值)，单位吨标煤，放大 10^4 倍存整数';
comment on column fact_sheet."pollutantEmission" is '主要污染物排放量，单位吨，放大 10^4 倍存整数';
comment on column fact_sheet."electricityUse" is '用电量，单位千瓦时，放大 10^4 倍存整数';
comment on column fact_sheet."averageEmployees" is '年平均职工人数，单位人，放大 10^4 倍存整数';
comment on column fact_sheet."newProduct" is '主导产品为新产品';
comment on column fact_sheet."titleHiddenChampion" is '有效期内隐形冠军';
comment on column fact_sheet."industryCode" is '国民经济行业代码';
comment on column fact_sheet."regionCode" is '行政区划代码';
comment on column fact_sheet."ownership" is '所有制';
create unique index fact_sheet_current on fact_sheet (year, "enterpriseId") where "supersededAt" is null;
alter table fact_sheet enable row level security;
alter table fact_sheet force row level security;
create policy fact_sheet_scope on fact_sheet using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert, update ("supersededAt") on fact_sheet to tidu_app;

create table scoring_run (
  id uuid primary key,
  "releaseId" uuid not null references standard_release,
  "standardId" text not null,
  "releaseHash" text not null,
  year smallint not null,
  "asOf" date not null,
  purpose text not null check (purpose in ('application', 'renewal')),
  state text not null default 'open' check (state in ('open', 'published', 'abandoned')),
  total bigint check (total >= 0),
  counts jsonb,
  "jobId" uuid,
  "personId" uuid not null default acting_person(),
  "personName" text not null,
  "createdAt" timestamptz not null default now(),
  "publishedAt" timestamptz,
  check ((state = 'published') = ("publishedAt" is not null and total is not null and counts is not null))
);
comment on table scoring_run is 'One evaluation of all enterprises under one release (评价批次); the newest published one of a standard, year and purpose is shown';
comment on column scoring_run."releaseHash" is 'Hash of the release, kept beside its id for reading';
comment on column scoring_run."personName" is 'Who caused it, as named then';
comment on column scoring_run."publishedAt" is 'When its cards became visible';
comment on column scoring_run."asOf" is 'Day of assessment (评价日)';
comment on column scoring_run.purpose is 'application 新申报, renewal 复核';
comment on column scoring_run.total is 'Score cards in it';
comment on column scoring_run.counts is 'Score cards by outcome, and how many are open (未定)';
create index scoring_run_shown on scoring_run ("standardId", year, purpose, "publishedAt" desc) where state = 'published';
create index scoring_run_open on scoring_run ("createdAt") where state = 'open';
-- a run is opened by inserting it; everything after that only by the functions below
grant select, insert (id, "releaseId", "standardId", "releaseHash", year, "asOf", purpose, "jobId", "personName") on scoring_run to tidu_app;

create table score_card (
  "runId" uuid not null,
  "enterpriseId" uuid not null,
  "pointsMin" int,
  "pointsMax" int,
  "sheetAsOf" date not null,
  outcome smallint not null check (outcome between 1 and 5),
  met smallint not null check (met >= 0),
  unknown smallint not null check (unknown >= 0),
  "sheetVersion" smallint not null,
  "clauseOutcomes" bytea not null,
  "clauseMin" int4[],
  "clauseMax" int4[],
  check (("pointsMin" is null) = ("pointsMax" is null) and "pointsMin" <= "pointsMax"),
  primary key ("enterpriseId", "runId")
) partition by list ("runId");
comment on table score_card is 'Results of the runs (评价卡), one partition a run; the explanation is derived again from release and fact sheet';
comment on column score_card."pointsMin" is 'Least points that are certain, in ten-thousandths; null under a standard without points';
comment on column score_card."pointsMax" is 'Most points that are possible, in ten-thousandths';
comment on column score_card."sheetAsOf" is 'Day and version of the fact sheet that was evaluated';
comment on column score_card.outcome is '1 met 满足, 2 manual 待人工判断, 3 unknown 缺数据, 4 unmet 不满足, 5 notApplicable 不适用';
comment on column score_card."sheetVersion" is 'Version of the fact sheet among those of its day';
comment on column score_card.met is 'Clauses without points that are met (满足条数)';
comment on column score_card.unknown is 'Clauses and indicators that lack facts (缺数据条数)';
comment on column score_card."clauseOutcomes" is 'One byte a clause in the order of the release, coded as outcome';
comment on column score_card."clauseMin" is 'Least points, in ten-thousandths, of each clause that carries any; null under a standard without points';
comment on column score_card."clauseMax" is 'Most points of each; null where all are as in clauseMin';
alter table score_card enable row level security;
alter table score_card force row level security;
create policy score_card_scope on score_card using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select on score_card to tidu_app;

create function open_run(run uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare target text := 'score_card_' || replace(run::text, '-', '');
begin
  if not scope_everything() then raise exception 'a run covers the whole register' using errcode = '42501'; end if;
  perform 1 from scoring_run where id = run and state = 'open' and "personId" = acting_person() for update;
  if not found then raise exception 'no open run % of this person', run using errcode = 'no_data_found'; end if;
  execute format('create table %I (like score_card including defaults including comments including constraints)', target);
  execute format('grant insert on %I to tidu_app', target);
  return target;
end $$;
comment on function open_run(uuid) is 'Makes the table that takes the score cards of an open run; nobody reads it until it is published';

create function close_run(run uuid, expected bigint) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare target text := 'score_card_' || replace(run::text, '-', ''); found_rows bigint;
begin
  if not scope_everything() then raise exception 'a run covers the whole register' using errcode = '42501'; end if;
  perform 1 from scoring_run where id = run and state = 'open' and total is null and "personId" = acting_person() for update;
  if not found then raise exception 'no open run % of this person', run using errcode = 'no_data_found'; end if;
  execute format('revoke all on %I from tidu_app', target);
  execute format('select count(*) from %I', target) into found_rows;
  if found_rows <> expected then
    raise exception 'run % holds % score cards, expected %', run, found_rows, expected using errcode = 'check_violation';
  end if;
  execute format('alter table %I add constraint %I check ("runId" = %L)', target, target || '_run', run);
  execute format('alter table %I add constraint %I primary key ("enterpriseId", "runId")', target, target || '_pkey');
  update scoring_run set total = expected where id = run;
end $$;
comment on function close_run(uuid, bigint) is 'Counts the cards, takes every grant on the table back and adds key and check; still nobody reads it';

create function publish_run(run uuid, result jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare target text := 'score_card_' || replace(run::text, '-', '');
begin
  if not scope_everything() then raise exception 'a run covers the whole register' using errcode = '42501'; end if;
  perform 1 from scoring_run where id = run and state = 'open' and total is not null and "personId" = acting_person() for update;
  if not found then raise exception 'no closed run % of this person', run using errcode = 'no_data_found'; end if;
  execute format('alter table score_card attach partition %I for values in (%L)', target, run);
  update scoring_run set state = 'published', "publishedAt" = clock_timestamp(), counts = result where id = run;
end $$;
comment on function publish_run(uuid, jsonb) is 'Makes the cards of a closed run visible, in the caller''s transaction';

create function drop_run(run uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare target text := 'score_card_' || replace(run::text, '-', '');
begin
  if not scope_everything() then raise exception 'a run covers the whole register' using errcode = '42501'; end if;
  -- a run whose job is at work belongs to that job, except for the person in whose name it works
  perform 1 from scoring_run r where r.id = run and r.state = 'open' and (r."personId" = acting_person()
    or not exists (select from job_run j where j.id = r."jobId" and j.state = 'running' and j."leaseUntil" > now()))
    for update;
  if not found then return false; end if;
  execute format('drop table if exists %I', target);
  update scoring_run set state = 'abandoned' where id = run;
  return true;
end $$;
comment on function drop_run(uuid) is 'Takes away what an abandoned run left; false when there is nothing to take or somebody is at work on it';
revoke all on function open_run(uuid), close_run(uuid, bigint), publish_run(uuid, jsonb), drop_run(uuid) from public;
grant execute on function open_run(uuid), close_run(uuid, bigint), publish_run(uuid, jsonb), drop_run(uuid) to tidu_app;

create function forget_score_cards() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from score_card c using gone g where c."enterpriseId" = g.id;
  return null;
end $$;
comment on function forget_score_cards() is 'The invented enterprises take their score cards with them; a foreign key would lock the register while a run is published';
create trigger enterprise_gone_score_cards after delete on enterprise referencing old table as gone
  for each statement execute function forget_score_cards();

create table rehearsal (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  year smallint not null,
  "asOf" date not null,
  purpose text not null check (purpose in ('application', 'renewal')),
  "oldReleaseId" uuid not null references standard_release,
  "newReleaseId" uuid references standard_release,
  overlay text,
  old jsonb not null,
  new jsonb not null,
  demo boolean not null,
  total bigint not null check (total >= 0),
  changed bigint not null check (changed between 0 and total),
  counts jsonb not null,
  differences jsonb not null,
  causes jsonb not null,
  "jobId" uuid,
  "personId" uuid not null default acting_person(),
  "personName" text not null,
  "createdAt" timestamptz not null default now(),
  check (("newReleaseId" is null) = (overlay is not null))
);
comment on table rehearsal is 'Two releases, or one and an overlay, on the same fact sheets (新旧办法双跑); frozen when made';
comment on column rehearsal."asOf" is 'Day of assessment (评价日)';
comment on column rehearsal.purpose is 'application 新申报, renewal 复核';
comment on column rehearsal."newReleaseId" is 'Null where an overlay was tried';
comment on column rehearsal.overlay is 'The YAML of the overlay (试改文件) as it was read';
comment on column rehearsal.old is 'Id, name, version and hash of the old release';
comment on column rehearsal.new is 'The same of the new release or of what the overlay makes';
comment on column rehearsal.demo is 'On invented enterprises (演示企业): there were no others; the two are never mixed';
comment on column rehearsal.total is 'Enterprises judged';
comment on column rehearsal.changed is 'Rows of the list: outcome or points are others';
comment on column rehearsal.counts is 'Enterprises by change, and by old and new outcome';
comment on column rehearsal.differences is 'Clauses in which the two differ';
comment on column rehearsal.causes is 'Distinct causes with the number of enterprises; rows name theirs by its place';
comment on column rehearsal."personName" is 'Who made it, as named then';
create index rehearsal_newest on rehearsal ("createdAt" desc, id desc);
grant select, insert on rehearsal to tidu_app;

create table rehearsal_row (
  "rehearsalId" uuid not null,
  "enterpriseId" uuid not null,
  position int not null check (position > 0),
  change smallint not null check (change between 1 and 6),
  cause int not null check (cause >= 0),
  "oldMin" int,
  "oldMax" int,
  "newMin" int,
  "newMax" int,
  "oldOutcome" smallint not null check ("oldOutcome" between 1 and 5),
  "newOutcome" smallint not null check ("newOutcome" between 1 and 5),
  primary key ("rehearsalId", position)
);
comment on table rehearsal_row is 'Enterprises for which two releases differ (双跑名单); written in one transaction with their rehearsal';
comment on column rehearsal_row.position is 'Place in the list: by kind of change, then in the order of the register';
comment on column rehearsal_row.change is '1 loses 不再满足, 2 gains 新增满足, 3 becomesUnknown 变为待定, 4 becomesUnmet 由待定变为不满足, 5 otherwise 别的变化, 6 points 仅得分变化';
comment on column rehearsal_row.cause is 'Place in the causes of the rehearsal';
comment on column rehearsal_row."oldMin" is 'Least points under the old release, in ten-thousandths; null under a standard without points';
comment on column rehearsal_row."oldOutcome" is 'Outcome under the old release, coded as in score_card';
comment on column rehearsal_row."oldMax" is 'Most points under the old release, in ten-thousandths';
comment on column rehearsal_row."newOutcome" is 'Outcome under the new release, coded as in score_card';
comment on column rehearsal_row."newMin" is 'Least points under the new release, in ten-thousandths';
comment on column rehearsal_row."newMax" is 'Most points under the new release, in ten-thousandths';
create index rehearsal_row_by_change on rehearsal_row ("rehearsalId", change, position);
create index rehearsal_row_by_enterprise on rehearsal_row ("enterpriseId");
alter table rehearsal_row enable row level security;
alter table rehearsal_row force row level security;
create policy rehearsal_row_scope on rehearsal_row using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on rehearsal_row to tidu_app;

create function forget_demo_rehearsals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ids uuid[];
begin
  select array_agg(distinct r."rehearsalId") into ids from rehearsal_row r join gone g on g.id = r."enterpriseId";
  delete from rehearsal_row where "rehearsalId" = any(ids);
  delete from rehearsal where id = any(ids) or (demo and not exists (select from enterprise where enterprise.demo));
  return null;
end $$;
comment on function forget_demo_rehearsals() is 'A rehearsal on invented enterprises goes with them';
create trigger enterprise_gone_rehearsals after delete on enterprise referencing old table as gone
  for each statement execute function forget_demo_rehearsals();`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
