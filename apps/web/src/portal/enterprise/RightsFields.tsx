import { Checkbox } from 'antd';
import { DayField } from '../../shared/ui/DayField';
import { FieldGroup } from '../../shared/ui/Field';
import type { Member, Right } from '../portal.queries';
import { rightWords } from '../words';

/** What an agent can be given at most. */
const forAgents: readonly Right[] = ['view', 'fill'];

interface RightsFieldsProps {
  role: Member['role'];
  rights: readonly Right[];
  /** The last day on which it holds; empty: until it is taken back. */
  lastDay: string;
  onChange: (part: { rights?: Right[]; lastDay?: string }) => void;
}

/** What somebody may do, and until when. */
export function RightsFields({ role, rights, lastDay, onChange }: RightsFieldsProps) {
  const isAgent = role === 'member.agent';
  const offered = (Object.keys(rightWords) as Right[]).filter((right) => !isAgent || forAgents.includes(right));
  const toggle = (right: Right, on: boolean) =>
    onChange({ rights: on ? [...rights, right] : rights.filter((one) => one !== right) });
  return (
    <>
      <FieldGroup
        label="可以做什么"
        hint={isAgent ? '代办只能查看和填写：提交和管理成员要由本企业的人来做。' : undefined}
      >
        <div className="portal-rights">
          {offered.map((right) => (
            <Checkbox
              key={right}
              checked={right === 'view' || rights.includes(right)}
              disabled={right === 'view'}
              onChange={(event) => toggle(right, event.target.checked)}
            >
              {rightWords[right]}
            </Checkbox>
          ))}
        </div>
      </FieldGroup>
      <DayField
        label={isAgent ? '到哪天为止（必填）' : '到哪天为止'}
        hint={isAgent ? '最长一年' : '空着为直到收回'}
        value={lastDay}
        onChange={(day) => onChange({ lastDay: day })}
      />
    </>
  );
}
