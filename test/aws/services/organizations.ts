import type { ListAccountsRequest } from '@aws-sdk/client-organizations';
import { ACCOUNTS } from '../../../src/adapters/duckdb/sample/catalog.ts';
import { AwsFault } from '../http/aws-fault.ts';
import { ACCOUNT_ID } from '../world/account.ts';
import type { Operations } from '../world/world.ts';
import { page } from './page.ts';

const ORGANIZATION = 'o-mer1dian00';
const JOINED = new Date('2024-03-01T00:00:00.000Z');

const accounts = ACCOUNTS.map(({ id, name }) => ({
  Id: id,
  Arn: `arn:aws:organizations::${ACCOUNT_ID}:account/${ORGANIZATION}/${id}`,
  Email: `aws+${name}@meridian.example`,
  Name: name,
  Status: 'ACTIVE',
  JoinedMethod: id === ACCOUNT_ID ? 'INVITED' : 'CREATED',
  JoinedTimestamp: JOINED,
}));

export const organizations: Operations = {
  ListAccounts: ({ NextToken, MaxResults = 20 }: ListAccountsRequest) => {
    const { items, next } = page(accounts, NextToken, MaxResults);
    return { Accounts: items, NextToken: next };
  },
  DescribeAccount: ({ AccountId }: { AccountId?: string }) => {
    const Account = accounts.find(({ Id }) => Id === AccountId);
    if (Account === undefined) throw new AwsFault('AccountNotFoundException', "You specified an account that doesn't exist.");
    return { Account };
  },
  DescribeOrganization: () => ({
    Organization: {
      Id: ORGANIZATION,
      Arn: `arn:aws:organizations::${ACCOUNT_ID}:organization/${ORGANIZATION}`,
      FeatureSet: 'ALL',
      MasterAccountId: ACCOUNT_ID,
      MasterAccountEmail: 'aws+meridian-billing@meridian.example',
    },
  }),
};
