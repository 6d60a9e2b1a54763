import { getContract, listContracts } from '../../../../operations/directory/contracts.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { readGuid } from '../../resources/answer.ts';
import { directoryEntity, directoryList } from '../../resources/directory/answer.ts';
import { contractBody } from '../../resources/directory/bodies.ts';
import { readingDirectory } from '../../resources/directory/permissions.ts';
import { Contract } from '../../resources/directory/schemas.ts';
import { contractShape } from '../../resources/directory/shapes.ts';
import { collectionOf } from '../../resources/schemas.ts';

const context = 'contracts';

export const contractRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path: '/contracts',
    summary: 'One for each customer of the partner',
    permission: readingDirectory,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: contractShape,
    answer: collectionOf(Contract),
    handle: async (request) =>
      directoryList(request, context, await listContracts(request.context, request.odata), contractBody),
  }),
  graphRoute({
    method: 'GET',
    path: '/contracts/{contractId}',
    summary: 'One of them',
    permission: readingDirectory,
    options: ['select'],
    answer: Contract,
    handle: async (request) => {
      const contractId = readGuid(request.params.contractId, 'contractId');
      return directoryEntity(request, context, contractBody(await getContract(request.context, { contractId })));
    },
  }),
];
