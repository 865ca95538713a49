import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { Changes, Rules } from './Changes';
import { useCheckDefinition, useDefinition, useDefinitions, useProposeDefinition } from './yearly.queries';
import './yearly.css';

const route = getRouteApi('/console/yearly-rankings/definitions/new');

/** Writes the next version of a definition, beginning with the one before. */
export function NewDefinitionPage() {
  const { from } = route.useSearch();
  const { data, error, refetch } = useDefinitions();
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取排名定义" />;
  return <Begin key={from} first={from ?? data.items[0]?.id} />;
}

/** Once begun, it stays with the version it began with: the list changes when what is written is kept. */
function Begin({ first }: { first: string | undefined }) {
  const [id] = useState(first);
  const { data: base, error, refetch } = useDefinition(id);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (id !== undefined && !base) return <Loading what="正在读取排名定义" />;
  return <Editor start={base?.text ?? ''} title={base ? `从“${base.title}”第 ${base.version} 版写起` : '第一个定义'} />;
}

function Editor({ start, title }: { start: string; title: string }) {
  const [text, setText] = useState(start);
  const [note, setNote] = useState('');
  const check = useCheckDefinition();
  const propose = useProposeDefinition();
  const navigate = route.useNavigate();
  const checked = check.data && check.variables === text ? check.data : undefined;
  return (
    <>
      <PageHead
        title="写排名定义"
        lead={
          <>
            {title}。代码（code）相同的存为下一版，不同的是另一个排名。{' '}
            <Link to="/console/yearly-rankings">回到年度排名</Link>
          </>
        }
      />
      <div className="yearly">
        <section className="panel stacked" aria-label="定义">
          <Field label="定义（YAML）" hint="指标、权重、范围、年度与评价日、缺数怎样办、并列、入围线、否决、等次">
            {(control) => (
              <Input.TextArea
                {...control}
                className="yearly__text"
                rows={24}
                maxLength={50_000}
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <div className="acts">
            <Button onClick={() => check.mutate(text)} loading={check.isPending} disabled={text.trim() === ''}>
              检查，看与上一版的差别
            </Button>
          </div>
          {check.error && <ProblemView error={check.error} />}
        </section>
        {checked && (
          <section className="panel stacked" aria-labelledby="checked">
            <h2 id="checked">
              可以存为“{checked.title}”第 {checked.version} 版
            </h2>
            {checked.version > 1 && <Changes changes={checked.changes} than="上一版" />}
            <SendForm
              className="stacked"
              label="保存这一版"
              sending={propose}
              onSend={() =>
                propose.mutate(
                  { text, note: note.trim() },
                  {
                    onSuccess: ({ id }) =>
                      void navigate({ to: '/console/yearly-rankings/definitions/$id', params: { id } }),
                  },
                )
              }
              verb="存为新的一版"
              ready={note.trim().length >= 2}
              lacking="请写明为什么写这一版"
            >
              <TextField label="为什么写这一版（必填）" max={500} value={note} onChange={setNote} />
            </SendForm>
            <Rules rules={checked.rules} />
          </section>
        )}
      </div>
    </>
  );
}
