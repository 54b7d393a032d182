import {
  OrganizationsClient,
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  DescribeOrganizationalUnitCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import type { ServiceModule } from './service-module.ts';

export const organizations: ServiceModule<'organizations'> = {
  Client: OrganizationsClient,
  commands: {
    DescribeAccount: DescribeAccountCommand,
    DescribeOrganization: DescribeOrganizationCommand,
    DescribeOrganizationalUnit: DescribeOrganizationalUnitCommand,
    ListAccounts: ListAccountsCommand,
    ListAccountsForParent: ListAccountsForParentCommand,
    ListChildren: ListChildrenCommand,
    ListDelegatedAdministrators: ListDelegatedAdministratorsCommand,
    ListOrganizationalUnitsForParent: ListOrganizationalUnitsForParentCommand,
    ListParents: ListParentsCommand,
    ListRoots: ListRootsCommand,
    ListTagsForResource: ListTagsForResourceCommand,
  },
};
