import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { outcomeOrder, outcomeWords } from '../../shared/outcome-words';
import { CodePicker } from '../enterprises/CodePicker';
import { regionPrefix } from '../enterprises/region-prefix';
import { type ScoringRun, useScoringRuns } from '../scoring/scoring.queries';
import { ownershipWords, purposeWords } from '../words';
import { type RankingFilters, useCreateRanking } from './rankings.queries';

interface CreateRankingProps {
  /** Run named in the address, as when one comes from the list of runs. */
  run: string | undefined;
  onStarted: (jobId: string) => void;
}

const nameOf = (run: ScoringRun) => `${run.year} 年度${run.standardName}（${purposeWords[run.purpose] ?? ''}）排名`;

/** Which run is ranked, under what name, narrowed to whom. */
export function CreateRanking({ run: wanted, onStarted }: CreateRankingProps) {
  const { data, error, refetch } = useScoringRuns();
  const create = useCreateRanking();
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState<string>();
  const [region, setRegion] = useState<string>();
  const [filters, setFilters] = useState<RankingFilters>({});
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取批次" />;
  const run = data.items.find(({ id }) => id === (chosen ?? wanted)) ?? data.items[0];
  if (!run) {
    return (
      <p className="quiet">
        还没有可以排名的批次，请先 <Link to="/console/scoring">做一批预评估</Link>。
      </p>
    );
  }
  const title = (name ?? nameOf(run)).trim();
  const submit = () =>
    create.mutate({ runId: run.id, name: title, filters }, { onSuccess: ({ jobId }) => onStarted(jobId) });
  const narrow = (part: RankingFilters) => setFilters((before) => ({ ...before, ...part }));

  return (
    <SendForm className="create-ranking" sending={create} onSend={submit} verb="生成排名" ready={title !== ''}>
      <Field label="预评估批次" hint={`评价日 ${run.asOf}，${formatCount(run.total)} 家企业`}>
        {(control) => (
          <Select
            {...control}
            value={run.id}
            popupMatchSelectWidth={false}
            options={data.items.map((item) => ({
              value: item.id,
              label: `${item.standardName} · ${item.year} 年度 · ${purposeWords[item.purpose] ?? ''}${item.latest ? '' : '（已有更新的批次）'}`,
            }))}
            onChange={(id: string) => {
              setChosen(id);
              setName(undefined);
            }}
          />
        )}
      </Field>
      <TextField label="名称" max={100} value={name ?? nameOf(run)} onChange={setName} />
      <fieldset className="create-ranking__filters field">
        <legend>只收这些企业（不选即全部）</legend>
        <CodePicker
          kind="regions"
          label="所在地"
          value={region}
          onChange={(code) => {
            setRegion(code);
            narrow({ regions: code === undefined ? undefined : [regionPrefix(code)] });
          }}
        />
        <CodePicker
          kind="industries"
          label="行业"
          value={filters.industries?.[0]}
          onChange={(code) => narrow({ industries: code === undefined ? undefined : [code] })}
        />
        <Select
          mode="multiple"
          allowClear
          aria-label="所有制"
          placeholder="所有制"
          value={filters.ownerships ?? []}
          options={Object.entries(ownershipWords).map(([value, label]) => ({ value, label }))}
          onChange={(values: string[]) => narrow({ ownerships: values as RankingFilters['ownerships'] })}
        />
        <Select
          mode="multiple"
          allowClear
          aria-label="结果"
          placeholder="结果"
          value={filters.outcomes ?? []}
          options={outcomeOrder.map((value) => ({ value, label: outcomeWords[value] }))}
          onChange={(values: string[]) => narrow({ outcomes: values as RankingFilters['outcomes'] })}
        />
      </fieldset>
    </SendForm>
  );
}
