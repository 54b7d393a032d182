import { mergeTests } from '@playwright/test';
import { test as awsTest } from '../e2e/aws-fixtures.ts';
import { ChatPane } from '../e2e/chat-pane.ts';
import { configureSite, expect, MODEL, test as chatTest } from '../e2e/chat-fixtures.ts';
import { runs, says } from '../e2e/model-server.ts';

const test = mergeTests(awsTest, chatTest);

/** Nothing in its text names AWS. */
const HIDDEN = `
client = __import__("bo" + "to3").client("athena")
try:
    answer = client.start_query_execution(QueryString="SELECT 1", WorkGroup="finops", QueryExecutionContext={"Database": "billing"})
    print("begun", answer["QueryExecutionId"])
except Exception as error:
    print("refused", error)
`;

for (const ask of ['Before changes and costs', 'Before each run'] as const)
  test(`code of a model that hides that it asks AWS, asked ${ask.toLowerCase()}: not before the person has said yes to that`, async ({
    awsApp,
    context,
    double,
    model,
  }) => {
    await configureSite(context, {
      ...double.config,
      models: [{ id: 'local', kind: 'openai-compatible', base_url: `${model.origin}/v1`, model: MODEL }],
    });
    await awsApp.app.reload();
    await awsApp.signIn();
    const chat = new ChatPane(awsApp.app);
    await chat.open();
    await chat.choose('Ask', ask);
    model.script({ 'look at it': [runs('python', HIDDEN), says('Done.')], 'once more': [runs('python', HIDDEN), says('Done.')] });
    for (const [message, decision] of [
      ['look at it', 'Deny'],
      ['once more', 'Approve'],
    ] as const) {
      await chat.send(message);
      if (ask === 'Before each run') {
        await expect(chat.card('execute_code')).not.toContainText('wants to ask AWS');
        await chat.decide('Approve');
      }
      await expect(chat.card('execute_code')).toContainText('wants to ask AWS', { timeout: 90_000 });
      expect(awsApp.asked('athena')).not.toContain('StartQueryExecution');
      await chat.decide(decision);
      await chat.ended();
    }
    expect(awsApp.asked('athena').filter((operation) => operation === 'StartQueryExecution')).toHaveLength(1);
    const [denied, allowed] = await chat.runs();
    expect(denied?.stdout).toContain('refused');
    expect(denied?.stdout).toContain('the person did not allow it');
    expect(allowed?.stdout).toContain('begun');
  });
