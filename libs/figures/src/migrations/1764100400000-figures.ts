import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Yearly figures by source, revision by revision, and the staging of imports. */
export class Figures1764100400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table figures (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null check (year between 1949 and 2200),
  source text not null check (source in ('enterprise', 'audit', 'tax', 'statistics', 'zone', 'platform', 'officer')),
  revision int not null check (revision > 0),
  "submittedAt" timestamptz not null default now(),
  "submittedBy" uuid not null,
  "jobId" uuid,
  "supersededAt" timestamptz,
  extra jsonb not null default '{}',
  "registeredInChina" boolean,
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
  "mainRevenue" bigint check ("mainRevenue" between 0 and 1000000000000000),
  "netProfit" bigint check ("netProfit" between -1000000000000000 and 1000000000000000),
  "totalAssets" bigint check ("totalAssets" between 0 and 1000000000000000),
  "totalLiabilities" bigint check ("totalLiabilities" between 0 and 1000000000000000),
  "rdExpense" bigint check ("rdExpense" between 0 and 1000000000000000),
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
  unique ("enterpriseId", year, source, revision)
);
comment on table figures is 'Figures of one enterprise, one accounting year, one source (年度数据); a submitted revision never changes';
comment on column figures.source is 'Who says it (来源); several sources stand side by side';
comment on column figures.revision is 'Counts the revisions of one enterprise, year and source from 1';
comment on column figures."submittedAt" is 'When the revision was taken in';
comment on column figures."submittedBy" is 'Person in whose name it was taken in';
comment on column figures.year is 'Accounting year of the figures (会计年度)';
comment on column figures."supersededAt" is 'When a later revision took its place; null: this one counts';
comment on column figures.extra is 'Values of facts the district added, by code, as scaled integers, texts or booleans';
comment on column figures."registeredInChina" is '境内注册独立法人';
comment on column figures."enterpriseSize" is '企业划型';
comment on column figures."abnormalOperation" is '列入经营异常名录';
comment on column figures."seriousDishonesty" is '列入严重失信主体名单';
comment on column figures."prohibitedProduct" is '产品属禁止限制或淘汰类';
comment on column figures."majorIncident3y" is '近三年重大事故或违法';
comment on column figures."nicheYears" is '从事特定细分市场年限，单位年，放大 10^4 倍存整数';
comment on column figures."mainProductShare" is '主导产品收入占比，单位比值，放大 10^6 倍存整数';
comment on column figures."mainProductCount" is '主导产品个数，单位个';
comment on column figures."mainProductField" is '主导产品所属领域';
comment on column figures."strategicEmerging" is '属战略性新兴产业分类';
comment on column figures."keyChainLink" is '位于产业链关键环节并发挥补锻填作用';
comment on column figures."keyProductField" is '主导产品属重点领域';
comment on column figures."revenue" is '营业收入(上年度)，单位分';
comment on column figures."mainRevenue" is '主营业务收入(上年度)，单位分';
comment on column figures."netProfit" is '净利润(上年度)，单位分';
comment on column figures."totalAssets" is '资产总额(上年末)，单位分';
comment on column figures."totalLiabilities" is '负债总额(上年末)，单位分';
comment on column figures."rdExpense" is '研发费用(上年度)，单位分';
comment on column figures."costExpense" is '成本费用总额(上年度)，单位分';
comment on column figures."equityFinancing2y" is '近两年新增股权融资实缴额，单位分';
comment on column figures."equityFinancing3y" is '近三年新增股权融资实缴额，单位分';
comment on column figures."employees" is '职工总数(上年末)，单位人';
comment on column figures."rdStaff" is '研发人员数(上年末)，单位人';
comment on column figures."techStaff" is '科技人员数(上年末)，单位人';
comment on column figures."ipClass1HighValue" is 'Ⅰ类高价值知识产权数，单位项';
comment on column figures."ipClass1SelfDeveloped" is '自主研发Ⅰ类知识产权数，单位项';
comment on column figures."ipClass1" is 'Ⅰ类知识产权数，单位项';
comment on column figures."ipClass1Applied" is '已应用并产生效益的Ⅰ类知识产权数，单位项';
comment on column figures."ipClass2" is 'Ⅱ类知识产权数，单位项';
comment on column figures."inventionPatents" is '相关有效发明专利数，单位项';
comment on column figures."rdInstitutionLevel" is '研发机构级别';
comment on column figures."digitalLevel" is '数字化水平等级，单位级';
comment on column figures."provincialQualityAward" is '省级以上质量奖';
comment on column figures."qualitySystemCertified" is '质量管理体系认证';
comment on column figures."ownBrand" is '拥有自主品牌';
comment on column figures."standardsParticipated" is '参与制修订标准';
comment on column figures."standardsCount" is '主导或参与标准数，单位项';
comment on column figures."managementSystemCertified" is '管理体系认证';
comment on column figures."overseasProductCertified" is '产品通过发达国家和地区认证';
comment on column figures."intlCertifications" is '国际认证数，单位项';
comment on column figures."coreBusinessSystems" is '核心业务采用信息系统支撑项数，单位项';
comment on column figures."localFeatureScore" is '地方特色指标得分，单位分，放大 10^4 倍存整数';
comment on column figures."awardProvincialOrNational3y" is '近三年获国家级或省级科技奖励';
comment on column figures."awardProvincialTop3In3y" is '近三年省级科技奖励且排名前三';
comment on column figures."awardNationalTop5In3y" is '近三年国家级科技奖励且排名前五';
comment on column figures."awardNationalTop3In3y" is '近三年国家级科技奖励且排名前三';
comment on column figures."awardNationalTop3In5y" is '近五年国家级科技奖励且排名前三';
comment on column figures."makerChina500In3y" is '近三年创客中国全国500强企业组';
comment on column figures."makerChina50In3y" is '近三年创客中国全国50强企业组';
comment on column figures."titleHighTech" is '有效期内高新技术企业';
comment on column figures."titleInnovationDemo" is '有效期内国家级技术创新示范企业';
comment on column figures."titleIpAdvantage" is '有效期内知识产权优势或示范企业';
comment on column figures."titleTechSme" is '有效期内科技型中小企业';
comment on column figures."titleInnovativeSme" is '有效期内创新型中小企业';
comment on column figures."titleSpecializedSme" is '有效期内专精特新中小企业';
comment on column figures."titleLittleGiant" is '有效期内专精特新小巨人';
comment on column figures."titleSingleChampion" is '有效期内国家制造业单项冠军';
comment on column figures."ledStandard5y" is '近五年主导制定国际国家或行业标准';
comment on column figures."qualityScore" is '专精特新发展质量评价得分(当年度)，单位分，放大 10^4 倍存整数';
comment on column figures."nationalMarketShare" is '主导产品全国细分市场占有率，单位比值，放大 10^6 倍存整数';
comment on column figures."nationalMarketRank" is '主导产品全国细分市场排名，单位名';
comment on column figures."worldMarketShareRank" is '主导产品全球市场排名，单位名';
comment on column figures."provinceMarketRank" is '主导产品省内市场排名，单位名';
comment on column figures."continentMarketRank" is '主导产品所在洲市场排名，单位名';
comment on column figures."marketPositionLeading" is '细分市场占有率较为靠前且有一定知名度';
comment on column figures."lowPublicAwareness" is '公众知名度低';
comment on column figures."governanceSound" is '长期战略与公司治理等定性要求';
comment on column figures."keyIndicatorsLeading" is '关键性能指标领先';
comment on column figures."creditSound" is '银行资信A级以上或征信无不良';
comment on column figures."supplierToLeader" is '知名企业主要供应商';
comment on column figures."aboveScale" is '规模以上工业企业';
comment on column figures."taxPaid" is '评价税收，单位分';
comment on column figures."landArea" is '用地面积，单位亩，放大 10^4 倍存整数';
comment on column figures."valueAdded" is '工业增加值，单位分';
comment on column figures."energyUse" is '综合能耗(等价值)，单位吨标煤，放大 10^4 倍存整数';
comment on column figures."pollutantEmission" is '主要污染物排放量，单位吨，放大 10^4 倍存整数';
comment on column figures."electricityUse" is '用电量，单位千瓦时，放大 10^4 倍存整数';
comment on column figures."averageEmployees" is '年平均职工人数，单位人，放大 10^4 倍存整数';
comment on column figures."newProduct" is '主导产品为新产品';
comment on column figures."titleHiddenChampion" is '有效期内隐形冠军';
create unique index figures_current on figures ("enterpriseId", year, source) where "supersededAt" is null;
create index figures_by_year on figures (year, source, "enterpriseId") where "supersededAt" is null;
alter table figures enable row level security;
alter table figures force row level security;
create policy figures_scope on figures using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
-- a revision is immutable: of a row only the mark that a later one took its place may be written
grant select, insert, update ("supersededAt") on figures to tidu_app;

create unlogged table figures_staging (
  "jobId" uuid not null,
  attempt uuid not null,
  row int not null,
  "creditCode" text not null,
  name text,
  "regionCode" text,
  "industryCode" text,
  ownership text,
  "registeredOn" date,
  year smallint,
  "enterpriseId" uuid not null,
  "figuresId" uuid not null,
  extra jsonb,
  "registeredInChina" boolean,
  "enterpriseSize" text,
  "abnormalOperation" boolean,
  "seriousDishonesty" boolean,
  "prohibitedProduct" boolean,
  "majorIncident3y" boolean,
  "nicheYears" bigint,
  "mainProductShare" bigint,
  "mainProductCount" integer,
  "mainProductField" text,
  "strategicEmerging" boolean,
  "keyChainLink" boolean,
  "keyProductField" boolean,
  "revenue" bigint,
  "mainRevenue" bigint,
  "netProfit" bigint,
  "totalAssets" bigint,
  "totalLiabilities" bigint,
  "rdExpense" bigint,
  "costExpense" bigint,
  "equityFinancing2y" bigint,
  "equityFinancing3y" bigint,
  "employees" integer,
  "rdStaff" integer,
  "techStaff" integer,
  "ipClass1HighValue" integer,
  "ipClass1SelfDeveloped" integer,
  "ipClass1" integer,
  "ipClass1Applied" integer,
  "ipClass2" integer,
  "inventionPatents" integer,
  "rdInstitutionLevel" text,
  "digitalLevel" integer,
  "provincialQualityAward" boolean,
  "qualitySystemCertified" boolean,
  "ownBrand" boolean,
  "standardsParticipated" boolean,
  "standardsCount" integer,
  "managementSystemCertified" boolean,
  "overseasProductCertified" boolean,
  "intlCertifications" integer,
  "coreBusinessSystems" integer,
  "localFeatureScore" bigint,
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
  "qualityScore" bigint,
  "nationalMarketShare" bigint,
  "nationalMarketRank" integer,
  "worldMarketShareRank" integer,
  "provinceMarketRank" integer,
  "continentMarketRank" integer,
  "marketPositionLeading" boolean,
  "lowPublicAwareness" boolean,
  "governanceSound" boolean,
  "keyIndicatorsLeading" boolean,
  "creditSound" boolean,
  "supplierToLeader" boolean,
  "aboveScale" boolean,
  "taxPaid" bigint,
  "landArea" bigint,
  "valueAdded" bigint,
  "energyUse" bigint,
  "pollutantEmission" bigint,
  "electricityUse" bigint,
  "averageEmployees" bigint,
  "newProduct" boolean,
  "titleHiddenChampion" boolean
);
comment on table figures_staging is 'Good rows of an import at work, before they are taken in all at once; emptied at its end';
create function analyze_figures_staging() returns void language plpgsql security definer set search_path = public, pg_temp
  as $$ begin analyze figures_staging (attempt, row, "creditCode", year); end $$;
comment on function analyze_figures_staging() is 'Tells the planner how much is staged: without it a bulk statement may take hours';
revoke all on function analyze_figures_staging() from public;
grant execute on function analyze_figures_staging() to tidu_app;
create function analyze_register(enterprises boolean, figures boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$ begin
  if enterprises then analyze enterprise; analyze enterprise_search; end if;
  -- nothing is ever searched by a fact; sorting samples of eighty of them takes as long as writing the rows
  if figures then analyze figures (id, "enterpriseId", year, source, revision, "supersededAt"); end if;
end $$;
comment on function analyze_register(boolean, boolean) is 'Fresh statistics after a bulk change, without waiting for the server to notice';
revoke all on function analyze_register(boolean, boolean) from public;
grant execute on function analyze_register(boolean, boolean) to tidu_app;
comment on column figures_staging."enterpriseId" is 'Id the enterprise gets if the register does not have it yet';
comment on column figures_staging."figuresId" is 'Id the new revision gets';
comment on column figures_staging.attempt is 'Which run of the job wrote the row: a process that lost the job can add none to another run';
create index figures_staging_by_row on figures_staging (attempt, row);
grant select, insert, update, delete on figures_staging to tidu_app;

create table import_problem (
  "jobId" uuid not null references job_run on delete cascade,
  position int not null,
  row int,
  "column" text,
  value text,
  code text not null,
  message text not null,
  warning boolean not null default false,
  primary key ("jobId", position)
);
comment on table import_problem is 'What an import refused or warned of: row, column, value, why and what to do (导入问题)';
comment on column import_problem.position is 'Order of the list: by row, problems of the whole file first';
comment on column import_problem.row is 'Row of the file as Excel counts it';
comment on column import_problem."column" is 'Header of the column';
comment on column import_problem.warning is 'The row was taken in all the same';
alter table import_problem enable row level security;
alter table import_problem force row level security;
create policy import_problem_of_job on import_problem using (exists (select from job_run j where j.id = "jobId"));
grant select, insert, delete on import_problem to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
