import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { May } from '../../../shared/session/May';
import { Field } from '../../../shared/ui/Field';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { type BatchDraws as Drawn, type GivenSeed, useBatchDraws, useDraw } from './checks.queries';
import { DrawResult } from './DrawResult';
import { SeedFields, seedReady } from './SeedFields';
import './checks.css';

/** Cases and officers drawn by lot for checks on the spot, with everything it takes to repeat it. */
export function BatchDraws({ batchId }: { batchId: string }) {
  const [drawing, setDrawing] = useState(false);
  const { data, error, refetch } = useBatchDraws(batchId);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取双随机抽查" />;
  return (
    <section className="panel stacked" aria-labelledby="batch-draws">
      <h2 id="batch-draws">双随机抽查</h2>
      {data.items.length === 0 && <p className="quiet">还没有抽取过。</p>}
      {data.items.map((draw) => (
        <DrawResult key={draw.id} draw={draw} number={(id) => data.items.find((one) => one.id === id)?.number} />
      ))}
      <May what="recognition.manage">
        {drawing ? (
          <DrawForm batchId={batchId} rules={data} close={() => setDrawing(false)} />
        ) : data.undrawn === 0 ? (
          <p className="quiet">没有可抽的申报：没有待审的，或都已进过抽取。</p>
        ) : (
          <div className="acts">
            <Button onClick={() => setDrawing(true)}>从 {data.undrawn} 件待审的申报里抽取</Button>
          </div>
        )}
      </May>
    </section>
  );
}

interface DrawFormProps {
  batchId: string;
  rules: Drawn;
  close: () => void;
}

function DrawForm({ batchId, rules, close }: DrawFormProps) {
  const { undrawn, percent, least } = rules;
  const usual = Math.min(undrawn, Math.max(least, Math.ceil((undrawn * percent) / 100)));
  const [count, setCount] = useState<number>(usual);
  const [officersEach, setEach] = useState<number>(rules.officersEach);
  const [seed, setSeed] = useState<GivenSeed>(null);
  const drawing = useDraw(batchId);
  return (
    <SendForm
      className="stacked"
      label="抽取"
      sending={drawing}
      onSend={() =>
        drawing.mutate(
          { count, officersEach, seed: seed && { text: seed.text.trim(), source: seed.source.trim() } },
          { onSuccess: close },
        )
      }
      verb={`抽取 ${count} 件`}
      ready={seedReady(seed)}
      lacking="还要写数值和出处"
      onCancel={close}
    >
      <p className="quiet">抽取以后不能改；重抽要写明理由，并由另一人确认。回避的人不会派去，并写在结果里。</p>
      <div className="batch-form">
        <Field label="抽几件" hint={`${undrawn} 件里按规则抽 ${percent}%，至少 ${least} 件`}>
          {(control) => (
            <InputNumber
              {...control}
              min={1}
              max={undrawn}
              precision={0}
              value={count}
              onChange={(value) => setCount(value ?? usual)}
            />
          )}
        </Field>
        <Field label="每件派几人">
          {(control) => (
            <InputNumber
              {...control}
              min={1}
              max={10}
              precision={0}
              value={officersEach}
              onChange={(value) => setEach(value ?? rules.officersEach)}
            />
          )}
        </Field>
      </div>
      <SeedFields name="draw-seed" value={seed} onChange={setSeed} />
    </SendForm>
  );
}
