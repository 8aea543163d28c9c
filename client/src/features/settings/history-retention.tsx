import { type HistoryPolicy, history_days_max } from '@scriptorium/shared/api/history-policy.ts';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { HistoryRetentionDialog } from './history-retention-dialog.tsx';
import { historyPolicyQuery, useSetHistoryPolicy, useTryHistoryPolicy } from './queries.ts';
import styles from './settings-page.module.css';

const words: Record<HistoryPolicy['policy'], { label: MessageId; means: MessageId }> = {
  keep: { label: 'settings.historyKeep', means: 'settings.historyKeepMeans' },
  thin: { label: 'settings.historyThin', means: 'settings.historyThinMeans' },
  purge: { label: 'settings.historyPurge', means: 'settings.historyPurgeMeans' },
};
const policies = Object.keys(words) as HistoryPolicy['policy'][];

/** How long a workspace keeps the history of its notes. For its owner. */
export function HistoryRetention({ workspaceId }: { workspaceId: string }) {
  const { data: stored, error } = useQuery(historyPolicyQuery(workspaceId));
  if (stored) return <PolicyForm workspaceId={workspaceId} stored={stored} />;
  if (error) return <FormNote text={errorWords(error)} />;
  return <Skeleton label={t('settings.historyLoading')} widths={[55, 40]} />;
}

function PolicyForm({ workspaceId, stored }: { workspaceId: string; stored: HistoryPolicy }) {
  const [policy, setPolicy] = useState(stored.policy);
  const [days, setDays] = useState(`${stored.days}`);
  const [isAsking, setIsAsking] = useState(false);
  const save = useSetHistoryPolicy(workspaceId);
  const trial = useTryHistoryPolicy(workspaceId);
  const wanted = { policy, days: policy === 'keep' ? stored.days : Number(days) };
  const isWrong = !(Number.isInteger(wanted.days) && wanted.days >= 1 && wanted.days <= history_days_max);
  const isChanged = policy !== stored.policy || wanted.days !== stored.days;

  const refused = (error: unknown) => showToast(t('settings.notSaved', { reason: errorWords(error) }));
  const change = (next: HistoryPolicy, done: MessageId) =>
    save.mutate(next, { onSuccess: () => showToast(t(done)), onError: refused });
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (isWrong) return;
    if (policy === 'keep') {
      change({ ...stored, ...wanted }, 'settings.historySaved');
      return;
    }
    trial.mutate(wanted);
    setIsAsking(true);
  }
  function onSure(): void {
    setIsAsking(false);
    trial.reset();
    change({ ...stored, ...wanted }, 'settings.historySavedGoes');
  }

  return (
    <>
      <form className={styles.choices} onSubmit={onSubmit} noValidate>
        <ChoiceField
          label={t('settings.historyOld')}
          name={`history-policy-${workspaceId}`}
          choices={policies.map((value) => ({ value, label: t(words[value].label) }))}
          chosen={policy}
          onChoose={(next) => {
            setPolicy(next);
            trial.reset();
          }}
        />
        <p className={styles.quiet}>{t(words[policy].means)}</p>
        {policy !== 'keep' && (
          <div className={styles.days}>
            <TextField
              label={t('settings.historyDays')}
              name="days"
              inputMode="numeric"
              value={days}
              onChange={(event) => {
                setDays(event.target.value);
                trial.reset();
              }}
              error={isWrong ? t('settings.historyDaysWrong', { max: history_days_max }) : undefined}
            />
          </div>
        )}
        {!isAsking && <Outcome trial={trial} />}
        <div className={styles.actions}>
          <Button type="submit" kind="primary" disabled={!isChanged || isWrong || save.isPending}>
            {t('settings.historySave')}
          </Button>
          {policy !== 'keep' && (
            <Button disabled={isWrong || trial.isPending} onClick={() => trial.mutate(wanted)}>
              {t('settings.historyTry')}
            </Button>
          )}
        </div>
      </form>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={stored.hidden_from_guests}
          disabled={save.isPending}
          onChange={(event) =>
            save.mutate({ ...stored, hidden_from_guests: event.target.checked }, { onError: refused })
          }
        />
        {t('settings.historyHidden')}
      </label>
      <p className={styles.quiet}>{t('settings.historyHiddenMeans')}</p>
      {isAsking && (
        <HistoryRetentionDialog
          title={t(policy === 'thin' ? 'settings.historySureThin' : 'settings.historySurePurge')}
          onSure={onSure}
          onClose={() => setIsAsking(false)}
        >
          <Outcome trial={trial} />
        </HistoryRetentionDialog>
      )}
    </>
  );
}

/** Of the dry run. It is there from the begin, so that a screen reader says what comes into it. */
function Outcome({ trial }: { trial: ReturnType<typeof useTryHistoryPolicy> }) {
  const { data, error } = trial;
  return (
    <div role="status">
      {error && <p>{errorWords(error)}</p>}
      {data && (
        <p>
          {t('settings.historyWouldGo', {
            updates: data.updates,
            notes: data.notes,
            bytes: formatBytes(data.bytes),
          })}
        </p>
      )}
    </div>
  );
}
