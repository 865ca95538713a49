import { ChoiceField } from '../../../shared/forms/ChoiceField';
import { TextField } from '../../../shared/ui/TextField';
import type { GivenSeed } from './checks.queries';

interface SeedFieldsProps {
  name: string;
  value: GivenSeed;
  onChange: (seed: GivenSeed) => void;
}

/** Whether a seed can be sent. */
export const seedReady = (seed: GivenSeed): boolean =>
  seed === null || (seed.text.trim() !== '' && seed.source.trim().length >= 2);

/** Where the chance comes from: the server, or a value that anybody can look up. */
export function SeedFields({ name, value, onChange }: SeedFieldsProps) {
  return (
    <>
      <ChoiceField
        name={name}
        legend="随机数"
        options={[
          { value: 'random', label: '由服务器产生并记下' },
          { value: 'published', label: '用公开可查的数' },
        ]}
        value={value === null ? 'random' : 'published'}
        onChange={(kind) => onChange(kind === 'random' ? null : { text: '', source: '' })}
      />
      {value !== null && (
        <div className="batch-form">
          <TextField
            label="数值（必填）"
            hint="照原样写"
            max={200}
            value={value.text}
            onChange={(text) => onChange({ ...value, text })}
          />
          <TextField
            label="出处和时间（必填）"
            hint="如：中国福利彩票 3D 第 2026330 期开奖号码"
            max={200}
            value={value.source}
            onChange={(source) => onChange({ ...value, source })}
          />
        </div>
      )}
    </>
  );
}
