import type { Scope } from '@scriptorium/shared/scopes.ts';
import type { MessageId } from '../../lib/i18n/i18n.ts';

/** What each scope of an API key is for. */
export const scopeWords: Record<Scope, MessageId> = {
  'notes:read': 'settings.keyRead',
  'comments:write': 'settings.keyComment',
  'notes:write': 'settings.keyWrite',
  'workspace:manage': 'settings.keyManage',
};

export const scopeMeanings: Record<Scope, MessageId> = {
  'notes:read': 'settings.keyReadMeans',
  'comments:write': 'settings.keyCommentMeans',
  'notes:write': 'settings.keyWriteMeans',
  'workspace:manage': 'settings.keyManageMeans',
};
