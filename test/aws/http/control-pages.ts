import type { SignInPages } from '../sign-in/sign-in-pages.ts';
import { controlSchema, type ControlInput } from '../world/control.ts';
import type { World } from '../world/world.ts';
import type { AwsRequest } from './aws-request.ts';
import { json, type Reply } from './reply.ts';

/**
 * The double's own pages, for tests that do not run in its process: `GET /__control`, `POST` changes what it names, `PUT` sets all anew;
 * `GET /__log` and `DELETE /__log`; `POST /__expire` ends all credentials, `POST /__revoke` all sign-ins.
 */
export function answerControl({ method, path, body }: AwsRequest, world: World, pages: readonly SignInPages[]): Reply {
  switch (`${method} ${path}`) {
    case 'GET /__control':
      return json(world.rules.control);
    case 'POST /__control':
    case 'PUT /__control':
      return controlled(body.toString(), method === 'PUT', world);
    case 'GET /__log':
      return json({ calls: world.log.calls, writes: world.queries.writes });
    case 'DELETE /__log':
      world.log.clear();
      world.queries.writes.length = 0;
      return json({});
    case 'POST /__expire':
      world.credentials.expireAll();
      return json({});
    case 'POST /__revoke':
      for (const page of pages) page.revokeAll();
      return json({});
    default:
      return json({ error: `There is no ${method} ${path}` }, 404);
  }
}

function controlled(text: string, isAnew: boolean, world: World): Reply {
  const parsed = controlSchema.partial().safeParse(JSON.parse(text || '{}'));
  if (!parsed.success) return json({ error: parsed.error.message }, 400);
  setControl(world, JSON.parse(text || '{}') as ControlInput, isAnew);
  return json(world.rules.control);
}

/** Sets what is to go wrong from now on. */
export function setControl(world: World, input: ControlInput, isAnew: boolean): void {
  if (isAnew) world.rules.set(input);
  else world.rules.change(input);
  world.clock.offset_ms = world.rules.control.clock_offset_ms;
}
