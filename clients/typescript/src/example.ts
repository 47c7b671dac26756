/** From sign-up to erasure: `node dist/example.js http://127.0.0.1:8000`. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { createMusicClient, type Tokens } from "./client.js";

const baseUrl = process.argv[2] ?? "http://127.0.0.1:8000";
const seen: (Tokens | undefined)[] = [];
const client = createMusicClient({ baseUrl, onTokens: (tokens) => seen.push(tokens) });

const username = `ts-${randomUUID().slice(0, 8)}`;
const password = "a long enough passphrase";
const user = await client.POST("/api/users/", {
  body: {
    username,
    password,
    email: `${username}@example.org`,
    profile: { favorite_genres: ["rock", "jazz"] },
  },
});
assert.equal(user.response.status, 201, JSON.stringify(user.error));

const tokens = await client.POST("/api/auth/token/", { body: { username, password } });
assert(tokens.data !== undefined, JSON.stringify(tokens.error));
// An access token that nobody takes: the first answer is a 401, and the client renews by itself.
client.setTokens({ ...tokens.data, access: "worn out" });

const me = { params: { path: { user_ref: "me" } } };
const [list, account] = await Promise.all([
  client.GET("/api/recommendations/{user_ref}/", me),
  client.GET("/api/users/{user_ref}/", me),
]);
assert(list.data !== undefined, JSON.stringify(list.error));
assert.equal(account.data?.username, username);
assert.equal(seen.length, 2, "Two requests at once are one renewal.");

const first = list.data.recommendations[0];
assert(first !== undefined, "The list is empty.");
console.log(`${first.track_name} by ${first.artist_name}: ${first.reason.text}`);

const played = await client.POST("/api/analytics/activity/", {
  body: {
    event_id: randomUUID(),
    track_id: first.track_id,
    track_name: first.track_name,
    artist_name: first.artist_name,
    action: "play",
  },
});
assert.equal(played.response.status, 201, JSON.stringify(played.error));

const wrong = await client.PATCH("/api/users/{user_ref}/", {
  ...me,
  body: { profile: { preferences: { discovery: 7 } } },
});
assert.equal(wrong.response.status, 400);
assert(wrong.error !== undefined);
console.log(`${wrong.error.code}: ${wrong.error.error}`);

const gone = await client.DELETE("/api/users/{user_ref}/", me);
assert.equal(gone.response.status, 204);
