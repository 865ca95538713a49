import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, sentOnce, unwrap } from '../../../shared/api/client';
import { saveFile } from '../../../shared/score-card/letter-files';
import { ProblemView } from '../../../shared/ui/ProblemView';

type Format = 'html' | 'json';
type Which = 'sealed' | 'current';

/** The case as one file that says why, and works the result out anew without us (一案一包). */
export function CasePackage({ id, name }: { id: string; name: string }) {
  const taking = useMutation({
    mutationFn: async ({ format, which }: { format: Format; which: Which }) => {
      const asked = api.POST('/api/console/recognition/applications/{id}/packages', {
        ...{ params: { path: { id } }, body: { format, which }, parseAs: 'text' as const, ...sentOnce },
      });
      const text = await unwrap(asked);
      const type = format === 'html' ? 'text/html;charset=utf-8' : 'application/json';
      saveFile({ name: `案卷包_${name}.${format}`, type, text });
    },
  });
  const take = (format: Format, which: Which) => taking.mutate({ format, which });
  return (
    <section className="panel stacked no-print" aria-labelledby="case-package">
      <h2 id="case-package">一案一包</h2>
      <p className="quiet">
        依据、标准、逐条结果、办理经过和校验值在一个文件里：离线打开，自己复算、核对。不含内部意见、工作人员姓名和别的企业。公示过的取公示时封存的；取走要记入审计。
      </p>
      {taking.error && <ProblemView error={taking.error} />}
      <div className="acts">
        <Button loading={taking.isPending} onClick={() => take('html', 'sealed')}>
          取网页（HTML）
        </Button>
        <Button disabled={taking.isPending} onClick={() => take('json', 'sealed')}>
          取数据（JSON）
        </Button>
        <Button disabled={taking.isPending} onClick={() => take('html', 'current')}>
          取现在的（HTML）
        </Button>
      </div>
    </section>
  );
}
