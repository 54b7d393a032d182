import { describe, expect, it } from 'vitest';
import { NotFoundError, StorageError } from '../../src/core/app-error.ts';
import type { Conversation } from '../../src/core/conversation.ts';
import type { Storage } from '../../src/core/ports/stores.ts';
import { nested, sampleConversation } from './storage-contract-samples.ts';

const at = (second: number): string => `2026-11-20T10:00:${String(second).padStart(2, '0')}.000Z`;

const saying = (id: string, title: string, text: string, second: number): Conversation =>
  sampleConversation({
    id,
    title,
    updated_at: at(second),
    messages: [{ id: 'm1', role: 'user', at: at(second), status: 'done', parts: [{ kind: 'text', text }] }],
  });

export function conversationContract(storage: () => Storage): void {
  describe('conversations', () => {
    it('keeps one whole, by copy, also a long one', async () => {
      const { conversations } = storage();
      const written = sampleConversation();
      await conversations.put(written);
      written.messages.pop();
      expect(await conversations.get('chat_1')).toEqual(sampleConversation());
      const long = saying('chat_2', 'Long', `${'x'.repeat(1_000_000)}\u0000\ud800`, 9);
      await conversations.put(long);
      expect(await conversations.get('chat_2')).toEqual(long);
      expect(await conversations.get('nothing')).toBeUndefined();
    });

    it('lists the newest change first', async () => {
      const { conversations } = storage();
      await conversations.put(sampleConversation());
      await conversations.put(saying('chat_2', 'Tags', 'hello', 9));
      expect(await conversations.list()).toEqual([
        {
          id: 'chat_2',
          title: 'Tags',
          created_at: at(0),
          updated_at: at(9),
          message_count: 1,
          readable: true,
        },
        { id: 'chat_1', title: 'October bill', created_at: at(0), updated_at: at(5), message_count: 2, readable: true },
      ]);
      await conversations.put(sampleConversation({ updated_at: at(20) }), at(5));
      expect((await conversations.list()).map(({ id }) => id)).toEqual(['chat_1', 'chat_2']);
    });

    it('finds by every word, in title and texts, without regard to case', async () => {
      const { conversations } = storage();
      await conversations.put(sampleConversation());
      await conversations.put(saying('chat_2', 'Untagged spend', `${'filler '.repeat(8000)} NAT gateway`, 9));
      await conversations.put(saying('chat_3', '__proto__', '', 1));
      const found = async (search: string): Promise<string[]> => (await conversations.list(search)).map(({ id }) => id);
      expect(await found('bill')).toEqual(['chat_1']);
      expect(await found('  october   ZÜRICH ')).toEqual(['chat_1']);
      expect(await found('gateway untagged')).toEqual(['chat_2']);
      expect(await found('october gateway')).toEqual([]);
      expect(await found('__PROTO__')).toEqual(['chat_3']);
      expect(await found('.*')).toEqual([]);
      expect(await found(' ')).toEqual(['chat_2', 'chat_1', 'chat_3']);
    });

    it('refuses to write over what was changed or deleted elsewhere', async () => {
      const { conversations } = storage();
      await conversations.put(sampleConversation());
      const refused = async (conversation: Conversation, seen?: string): Promise<void> => {
        const error: unknown = await conversations.put(conversation, seen).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(StorageError);
        expect(String(error)).toContain('The conversation "');
      };
      await refused(sampleConversation({ updated_at: at(30) }));
      await conversations.put(sampleConversation({ updated_at: at(6), title: 'Theirs' }), at(5));
      await refused(sampleConversation({ updated_at: at(30) }), at(5));
      expect(await conversations.get('chat_1')).toMatchObject({ title: 'Theirs', updated_at: at(6) });
      await conversations.put(sampleConversation({ updated_at: at(7) }), at(6));
      await conversations.delete('chat_1');
      await refused(sampleConversation({ updated_at: at(8) }), at(7));
      await refused(sampleConversation({ id: 'chat_9' }), at(7));
      expect(await conversations.list()).toEqual([]);
    });

    it('refuses what could not be read back', async () => {
      const { conversations } = storage();
      const newer = { ...sampleConversation(), format: 2 } as unknown as Conversation;
      await expect(conversations.put(newer)).rejects.toThrow(StorageError);
      const [question, answer] = sampleConversation().messages;
      const deep = sampleConversation({
        messages: [question, answer]
          .flatMap((message) => message ?? [])
          .map((message) => ({
            ...message,
            parts: [{ kind: 'tool_call', call_id: 'c', tool: 't', input: nested(100_000), state: 'done' }],
          })),
      });
      await expect(conversations.put(deep)).rejects.toThrow(StorageError);
      expect(await conversations.list()).toEqual([]);
    });

    it('renames for good, without coming between an answer and its storage', async () => {
      const { conversations } = storage();
      await conversations.put(sampleConversation());
      expect(await conversations.rename('chat_1', 'My title')).toMatchObject({
        title: 'My title',
        updated_at: at(5),
        message_count: 2,
        readable: true,
      });
      await conversations.put(sampleConversation({ updated_at: at(6), title: 'From its first message' }), at(5));
      expect(await conversations.get('chat_1')).toMatchObject({ title: 'My title', titled: true, updated_at: at(6) });
      expect((await conversations.list('my')).map(({ title }) => title)).toEqual(['My title']);
      await conversations.rename('chat_1', 'Another');
      expect(await conversations.get('chat_1')).toMatchObject({ title: 'Another' });
      await expect(conversations.rename('nothing', 'x')).rejects.toThrow(NotFoundError);
    });

    it('deletes and brings back', async () => {
      const { conversations } = storage();
      await conversations.put(sampleConversation());
      expect(await conversations.delete('chat_1')).toBe(true);
      expect(await conversations.delete('chat_1')).toBe(false);
      expect(await conversations.get('chat_1')).toBeUndefined();
      expect(await conversations.list()).toEqual([]);
      expect(await conversations.list('bill')).toEqual([]);
      await expect(conversations.rename('chat_1', 'x')).rejects.toThrow(NotFoundError);
      expect(await conversations.undelete('chat_1')).toBe(true);
      expect(await conversations.undelete('chat_1')).toBe(false);
      expect(await conversations.undelete('nothing')).toBe(false);
      expect(await conversations.get('chat_1')).toEqual(sampleConversation());
      await conversations.put(sampleConversation({ updated_at: at(6) }), at(5));
    });
  });
}
