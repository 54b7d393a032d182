import { mergeTests } from '@playwright/test';
import { test as awsTest } from './aws-fixtures.ts';
import { ChatPane } from './chat-pane.ts';
import { configureSite, expect, test as chatTest } from './chat-fixtures.ts';
import { computes } from './provider-hosts.ts';

const test = mergeTests(awsTest, chatTest);
const MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';

test('Bedrock without a key: asked as who is signed in to AWS, and not before somebody is', async ({
  awsApp,
  context,
  double,
  model,
}) => {
  await configureSite(context, {
    ...double.config,
    models: [{ id: 'bedrock', kind: 'bedrock', base_url: model.origin, region: 'eu-west-1', model: MODEL }],
  });
  await awsApp.app.reload();
  const chat = new ChatPane(awsApp.app);
  await chat.open();
  await chat.choose('Model', `${MODEL} – needs a key`);
  const gate = awsApp.page.getByRole('region', { name: 'Give a key' });
  await expect(gate).toContainText('signed in to AWS');

  await awsApp.signIn();
  await expect(gate).toBeHidden();
  computes(model, 'Amazon Bedrock');
  const asked = context.waitForEvent('request', (request) => request.url().startsWith(`${model.origin}/model/`));
  await chat.ask('What is 25 × 47?');
  await chat.expectFigure('1175', await chat.onlyRun());
  const { authorization = '', 'x-amz-security-token': token = '' } = await (await asked).allHeaders();
  expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=\w+\/\d{8}\/eu-west-1\/bedrock\/aws4_request, /u);
  expect(token).not.toBe('');
  expect(await chat.kept()).not.toContain(token);
});
