/** How a client would send requests: kept as it is given, and asked for nothing. */
class RequestHandler {
  readonly config: unknown;
  constructor(config?: unknown) {
    this.config = config;
  }
  static create(config?: unknown): RequestHandler {
    return new RequestHandler(config);
  }
  destroy(): void {}
}

/** `@smithy/node-http-handler` and `@smithy/fetch-http-handler`. */
export function requestHandlers(): object {
  return {
    NodeHttpHandler: class NodeHttpHandler extends RequestHandler {},
    NodeHttp2Handler: class NodeHttp2Handler extends RequestHandler {},
    FetchHttpHandler: class FetchHttpHandler extends RequestHandler {},
  };
}
