import { Button, Checkbox, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { EnterpriseFilter } from './enterprise-filter';
import { addressOf, filtersOf, isSame } from './view-setup';
import { type SavedView, useRemoveView, useSaveView, useViews } from './views.queries';

interface ViewBarProps {
  /** Filters and order as they are now. */
  filter: EnterpriseFilter;
  columns: string[] | null;
  onOpen: (filter: EnterpriseFilter, columns: string[] | null) => void;
}

/** Saved views: open one, keep the list as it stands under a name, remove one's own. */
export function ViewBar({ filter, columns, onOpen }: ViewBarProps) {
  const { data, error } = useViews();
  const [saving, setSaving] = useState(false);
  const remove = useRemoveView();
  const views = data?.items ?? [];
  const current = views.find((view) => isSame(view.filters, filter));
  const option = (view: SavedView) => ({
    value: view.id,
    label: view.own ? view.name : `${view.name}（${view.ownerName}）`,
  });
  const groups = [
    { label: '我的视图', options: views.filter(({ own }) => own).map(option) },
    { label: '别人共享的', options: views.filter(({ own }) => !own).map(option) },
  ].filter(({ options }) => options.length > 0);
  const problem = error ?? remove.error;
  return (
    <div className="view-bar no-print">
      {views.length > 0 && (
        <Select
          size="small"
          aria-label="打开保存的视图"
          placeholder="打开保存的视图"
          className="view-bar__select"
          value={current?.id}
          options={groups}
          onChange={(id: string) => {
            const view = views.find((one) => one.id === id);
            if (view) onOpen(addressOf(view.filters), view.columns);
          }}
        />
      )}
      <Popover
        trigger="click"
        open={saving}
        onOpenChange={setSaving}
        content={<SaveForm filter={filter} columns={columns} views={views} onDone={() => setSaving(false)} />}
      >
        <Button size="small">保存为视图</Button>
      </Popover>
      {current?.own && (
        <Button type="text" size="small" loading={remove.isPending} onClick={() => remove.mutate(current)}>
          删除此视图
        </Button>
      )}
      {problem && <ProblemView error={problem} />}
    </div>
  );
}

interface SaveFormProps extends Omit<ViewBarProps, 'onOpen'> {
  views: SavedView[];
  onDone: () => void;
}

function SaveForm({ filter, columns, views, onDone }: SaveFormProps) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useSaveView();
  const over = views.find((view) => view.own && view.name === name.trim());
  return (
    <form
      className="view-bar__form"
      onSubmit={(event) => {
        event.preventDefault();
        const setup = { name: name.trim(), filters: filtersOf(filter), columns, shared };
        if (setup.name !== '') save.mutate({ setup, over }, { onSuccess: onDone });
      }}
    >
      <label htmlFor="view-name">视图名称</label>
      <Input id="view-name" maxLength={50} value={name} onChange={(event) => setName(event.target.value)} />
      <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
        给所有人看
      </Checkbox>
      <p className="quiet">保存现在的筛选、排序和显示的列{over && '；同名的视图会被替换'}。</p>
      <Button type="primary" htmlType="submit" disabled={name.trim() === ''} loading={save.isPending}>
        {over ? '替换视图' : '保存视图'}
      </Button>
      {save.error && <ProblemView error={save.error} />}
    </form>
  );
}
