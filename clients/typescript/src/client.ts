/**
 * A typed client of the Music Discovery API.
 *
 * Paths, parameters and bodies are checked by the compiler against the schema. The access token is
 * renewed by itself: once for all requests that meet an old one at the same moment, since a refresh
 * token works only once.
 */
import createFetchClient, { type Client, type Middleware } from "openapi-fetch";

import type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];

/** What logging in answers with. */
export interface Tokens {
  access: string;
  refresh: string;
}

export interface Options {
  /** Where the service is, without a path: `https://music.example`. */
  baseUrl: string;
  /** The tokens to begin with; without them only what needs none can be called. */
  tokens?: Tokens;
  /** Called with every new pair, and with undefined when it can no longer be renewed. */
  onTokens?: (tokens: Tokens | undefined) => void;
}

export interface MusicClient extends Client<paths> {
  /** Send these tokens from now on; undefined sends none. */
  setTokens(tokens: Tokens | undefined): void;
}

export function createMusicClient({ baseUrl, tokens, onTokens }: Options): MusicClient {
  const session = new Session(createFetchClient<paths>({ baseUrl }), tokens, onTokens);
  const client = createFetchClient<paths>({ baseUrl });
  client.use(authorised(session));
  return Object.assign(client, { setTokens: (next: Tokens | undefined) => session.set(next) });
}

/** The tokens in use, and their renewal. */
class Session {
  private renewal: Promise<boolean> | undefined;

  constructor(
    private readonly anonymous: Client<paths>,
    public tokens: Tokens | undefined,
    private readonly onTokens: ((tokens: Tokens | undefined) => void) | undefined,
  ) {}

  set(tokens: Tokens | undefined): void {
    this.tokens = tokens;
    this.onTokens?.(tokens);
  }

  /** Whether there are new tokens; all who ask while one renewal runs share its outcome. */
  renewed(): Promise<boolean> {
    this.renewal ??= this.renew().finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  private async renew(): Promise<boolean> {
    if (this.tokens === undefined) return false;
    const { data, response } = await this.anonymous.POST("/api/auth/token/refresh/", {
      body: { refresh: this.tokens.refresh },
    });
    if (data !== undefined) this.set(data);
    else if (response.status === 401) this.set(undefined);
    return data !== undefined;
  }
}

/** Sends the access token; a request that is refused for its age is sent again with a new one. */
function authorised(session: Session): Middleware {
  const unsent = new Map<string, { request: Request; token: string }>();
  return {
    onRequest({ request, id }) {
      if (session.tokens === undefined) return;
      const token = session.tokens.access;
      request.headers.set("Authorization", `Bearer ${token}`);
      unsent.set(id, { request: request.clone(), token });
    },
    async onResponse({ response, id }) {
      const sent = unsent.get(id);
      unsent.delete(id);
      if (sent === undefined || response.status !== 401) return;
      const isNewer = session.tokens !== undefined && session.tokens.access !== sent.token;
      if (!isNewer && !(await session.renewed())) return;
      sent.request.headers.set("Authorization", `Bearer ${session.tokens?.access}`);
      return fetch(sent.request);
    },
    onError({ id }) {
      unsent.delete(id);
    },
  };
}
