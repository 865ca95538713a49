import { shanghaiDay } from '@tidu/kernel';
import { Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { useEvidenceFiles } from '../declaration/declaration.queries';
import { EvidenceOf } from '../declaration/EvidencePart';
import { type OwnChanges, useReportChange } from './changes.queries';

const rule = { kind: 'other', label: '证明材料（变更登记、决议等）', required: true } as const;

/** Reports one change: what, since when, and the document. */
export function ReportForm({ enterpriseId, changes }: { enterpriseId: string; changes: OwnChanges }) {
  const [first] = changes.open;
  const [given, setGiven] = useState({
    ...{ kind: first?.kind ?? '', effectiveOn: first?.effectiveOn ?? '', description: '', evidenceId: '' },
  });
  const files = useEvidenceFiles(enterpriseId);
  const reporting = useReportChange(enterpriseId);
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const { kind, effectiveOn, description, evidenceId } = given;
  const lacking =
    kind === ''
      ? '请选变化'
      : effectiveOn === ''
        ? '请写生效日期'
        : description.trim().length < 2
          ? '请写变化的情况'
          : evidenceId === ''
            ? '请选或上传证明材料'
            : null;
  return (
    <section className="panel" aria-labelledby="report-change">
      <h2 id="report-change">报告一项变化</h2>
      <SendForm
        className="stacked"
        label="报告重大变化"
        sending={reporting}
        verb="报告"
        ready={lacking === null}
        lacking={lacking}
        onSend={() => reporting.mutate({ ...given, description: description.trim() })}
      >
        <Field label="变化（必填）">
          {(control) => (
            <Select
              {...control}
              className="portal-select"
              value={kind || undefined}
              placeholder="选一个"
              options={changes.kinds.map(({ code, label }) => ({ value: code, label }))}
              onChange={(code: string) => change({ kind: code })}
            />
          )}
        </Field>
        <DayField
          label="生效日期（必填）"
          hint="变更登记核准或协议生效的那一天"
          value={effectiveOn}
          onChange={(day) => change({ effectiveOn: day })}
        />
        <TextField
          label="变化的情况（必填）"
          hint="变化前后各是什么，是否影响主营业务和称号的条件"
          max={2000}
          lines={4}
          value={description}
          onChange={(text) => change({ description: text })}
        />
        <EvidenceOf
          {...{ enterpriseId, rule }}
          mayFill
          year={Number((effectiveOn || shanghaiDay(Date.now())).slice(0, 4))}
          proves={[]}
          files={files.data ?? []}
          chosen={evidenceId}
          problem={null}
          onChoose={(id) => change({ evidenceId: id })}
        />
      </SendForm>
    </section>
  );
}
