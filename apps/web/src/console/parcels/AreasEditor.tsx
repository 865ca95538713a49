import { Button } from 'antd';
import { Field } from '../../shared/ui/Field';
import { TextField } from '../../shared/ui/TextField';
import { EnterprisePicker } from '../enterprises/act/EnterprisePicker';
import { openArea, openWords } from './area-sum';

/** A share as it is typed; a tenant that is known already keeps its name. */
export interface TypedShare {
  key: number;
  enterpriseId: string | undefined;
  name: string | null;
  area: string;
}

/** How a parcel is divided, as it is typed. */
export interface TypedDivision {
  area: string;
  publicArea: string;
  vacantArea: string;
  document: string;
  shares: TypedShare[];
}

export const noDivision: TypedDivision = { area: '', publicArea: '', vacantArea: '', document: '', shares: [] };

/** What is sent of it. */
export const givenOf = ({ area, publicArea, vacantArea, document, shares }: TypedDivision) => ({
  ...{ area: area.trim(), publicArea: publicArea.trim() || '0', vacantArea: vacantArea.trim() || '0' },
  shares: shares.map((one) => ({ enterpriseId: one.enterpriseId ?? '', area: one.area.trim() })),
  ...(document.trim() !== '' && { document: document.trim() }),
});

/** Whether it can be sent: it adds up, and every line says who. */
export const isWhole = (typed: TypedDivision): boolean =>
  typed.area.trim() !== '' &&
  openArea(typed) === 0n &&
  typed.shares.every(({ enterpriseId, area }) => enterpriseId !== undefined && area.trim() !== '');

interface AreasEditorProps {
  value: TypedDivision;
  onChange: (value: TypedDivision) => void;
}

/** Areas and shares of a parcel, with what they come to while they are typed. */
export function AreasEditor({ value, onChange }: AreasEditorProps) {
  const open = openArea(value);
  const set = (more: Partial<TypedDivision>) => onChange({ ...value, ...more });
  const setShare = (key: number, more: Partial<TypedShare>) =>
    set({ shares: value.shares.map((one) => (one.key === key ? { ...one, ...more } : one)) });
  const next = Math.max(0, ...value.shares.map(({ key }) => key)) + 1;
  return (
    <>
      <div className="parcels__areas">
        <TextField label="地块面积（亩）" max={13} value={value.area} onChange={(area) => set({ area })} />
        <TextField
          label="公共面积（亩）"
          hint="大家共用，不算给谁的"
          max={13}
          value={value.publicArea}
          onChange={(publicArea) => set({ publicArea })}
        />
        <TextField
          label="空置面积（亩）"
          hint="没有人用的"
          max={13}
          value={value.vacantArea}
          onChange={(vacantArea) => set({ vacantArea })}
        />
      </div>
      {value.shares.map(({ key, enterpriseId, name, area }, i) => (
        <div key={key} className="parcels__share">
          <Field label={`第 ${i + 1} 家使用企业`}>
            {(control) =>
              name === null ? (
                <EnterprisePicker
                  {...control}
                  value={enterpriseId}
                  onChange={(id) => setShare(key, { enterpriseId: id })}
                />
              ) : (
                <b id={control.id}>{name}</b>
              )
            }
          </Field>
          <TextField label="份额（亩）" max={13} value={area} onChange={(text) => setShare(key, { area: text })} />
          <Button
            aria-label={`删去第 ${i + 1} 家`}
            onClick={() => set({ shares: value.shares.filter((one) => one.key !== key) })}
          >
            删去
          </Button>
        </div>
      ))}
      <div className="acts">
        <Button
          onClick={() =>
            set({ shares: [...value.shares, { key: next, enterpriseId: undefined, name: null, area: '' }] })
          }
        >
          加一家企业
        </Button>
      </div>
      <p className={`parcels__sum${open === 0n ? '' : ' parcels__sum--open'}`} role="status">
        {value.area.trim() === '' ? '先写地块面积' : openWords(open)}
      </p>
      <TextField
        label="依据"
        hint="权属、租赁凭证或文号"
        max={200}
        value={value.document}
        onChange={(document) => set({ document })}
      />
    </>
  );
}
