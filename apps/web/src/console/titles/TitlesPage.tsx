import { getRouteApi } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { PageHead } from '../../shared/ui/PageHead';
import { SearchField } from '../../shared/ui/SearchField';
import { levelWords } from '../official-lists/list-words';
import { titleWords } from '../words';
import { Changes } from './Changes';
import { Holders } from './Holders';
import { Renewals } from './Renewals';
import type { TitleCode, TitlesFilter, Validity } from './titles.queries';
import { Updates } from './Updates';
import './titles.css';

const route = getRouteApi('/console/titles');

const states: Readonly<Record<Validity, string>> = {
  valid: '有效',
  coming: '未到起始日',
  expired: '已到期',
  cancelled: '已取消',
  all: '全部',
};

const views: readonly string[] = ['holders', 'renewals', 'updates', 'changes'];

/** Who holds which title on a day, and who must be renewed within a year. */
export function TitlesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { view, level, batch, region, state, on, q, after, page } = search;
  const title = search.title !== undefined && search.title in titleWords ? (search.title as TitleCode) : undefined;
  const renewals = view === 'renewals';
  const updates = view === 'updates';
  const filter: TitlesFilter = {
    ...(title !== undefined && { title }),
    ...(level !== undefined && level in levelWords && { level: level as NonNullable<TitlesFilter['level']> }),
    ...(batch !== undefined && { batch }),
    ...(region !== undefined && { region }),
    ...(state !== undefined && state in states && { state: state as Validity }),
    ...(on !== undefined && { on }),
    ...(q !== undefined && { q }),
  };
  const change = (to: Partial<Record<keyof TitlesFilter, string | undefined>>) =>
    void navigate({ search: { ...(view !== undefined && { view }), ...filter, ...to } });
  const place = {
    after,
    page,
    go: (to: object) => void navigate({ search: { ...(view && { view }), ...filter, ...to } }),
  };
  return (
    <>
      <PageHead
        title="称号"
        lead="有效与否由日期算出。一年内到期的列入待复核；每年更新，逾期的不得复核；重大变化报告后决定保留还是取消。取消的保留记录，禁止申报随企业走。"
      />
      <div className="titles">
        <Segmented
          aria-label="看什么"
          className="no-print"
          options={[
            { value: 'holders', label: '持有企业' },
            { value: 'renewals', label: '待复核' },
            { value: 'updates', label: '年度更新' },
            { value: 'changes', label: '重大变化' },
          ]}
          value={view !== undefined && views.includes(view) ? view : 'holders'}
          onChange={(next) =>
            void navigate({ search: { ...(title && { title }), ...(next !== 'holders' && { view: next }) } })
          }
        />
        {updates ? (
          <Updates key={after ?? ''} search={search} />
        ) : view === 'changes' ? (
          <Changes search={search} />
        ) : (
          <>
            <div className="titles__filters">
              <Field label="称号">
                {(control) => (
                  <Select
                    {...control}
                    value={title ?? ''}
                    options={[
                      { value: '', label: '全部称号' },
                      ...Object.entries(titleWords).map(([value, label]) => ({ value, label })),
                    ]}
                    onChange={(value: string) => change({ title: value || undefined })}
                  />
                )}
              </Field>
              {!renewals && (
                <>
                  <Field label="级别">
                    {(control) => (
                      <Select
                        {...control}
                        value={level ?? ''}
                        options={[
                          { value: '', label: '全部级别' },
                          ...Object.entries(levelWords).map(([value, label]) => ({ value, label })),
                        ]}
                        onChange={(value: string) => change({ level: value || undefined })}
                      />
                    )}
                  </Field>
                  <Field label="状态">
                    {(control) => (
                      <Select
                        {...control}
                        value={filter.state ?? 'valid'}
                        options={Object.entries(states).map(([value, label]) => ({ value, label }))}
                        onChange={(value: string) => change({ state: value === 'valid' ? undefined : value })}
                      />
                    )}
                  </Field>
                  <DayField
                    label="看哪一天（空着为今天）"
                    value={on ?? ''}
                    onChange={(day) => change({ on: day || undefined })}
                  />
                  <SearchField
                    label="找企业"
                    placeholder="名称里的字"
                    value={q}
                    onSearch={(text) => change({ q: text || undefined })}
                  />
                </>
              )}
            </div>
            {renewals ? (
              <Renewals key={`${title ?? ''} ${after ?? ''}`} title={title} {...place} />
            ) : (
              <Holders filter={{ ...filter, ...(after !== undefined && { after }) }} {...place} />
            )}
          </>
        )}
      </div>
    </>
  );
}
