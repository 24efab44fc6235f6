"""A real homeserver, Synapse, on loopback, and members on it by an independent client, matrix-nio.

A test steers it by POST to /: members do what people do, and tell what they see. All else that is asked
there is handed on to Synapse, so that a test can have the way there fail. Prints its port as its first
line, and ends when its standard input does.
"""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

from aiohttp import ClientSession, ClientTimeout, web
from nio import AsyncClient, AsyncClientConfig, Event, MegolmEvent, RoomPreset

HERE = tempfile.mkdtemp(prefix="attache-synapse-")
PASSWORD = "a password of the tests"

# No limit bites unless a test asks for it; logging in costs nothing.
CONFIG = """
server_name: localhost
public_baseurl: http://127.0.0.1:{shown}/
pid_file: {here}/pid
listeners: [{{port: {port}, type: http, tls: false, bind_addresses: ["127.0.0.1"], resources: [{{names: [client]}}]}}]
database: {{name: sqlite3, args: {{database: {here}/homeserver.db}}}}
media_store_path: {here}/media
log_config: {here}/log.yaml
signing_key_path: {here}/signing.key
registration_shared_secret: x
macaroon_secret_key: x
form_secret: x
report_stats: false
trusted_key_servers: []
suppress_key_server_warning: true
bcrypt_rounds: 4
presence: {{enabled: false}}
federation_domain_whitelist: []
enable_registration: true
enable_registration_without_verification: true
app_service_config_files: [{here}/past.yaml]
{limits}
"""
# Whoever may say when something was said.
PAST = """
id: past
url: null
as_token: past
hs_token: x
sender_localpart: past
rate_limited: false
namespaces: {users: [], rooms: [], aliases: []}
"""
LOG = "version: 1\nroot: {level: CRITICAL}\ndisable_existing_loggers: true\n"
FREE = "{per_second: 100000, burst_count: 100000}"
LIMITS = f"""
rc_registration: {FREE}
rc_login: {{address: {FREE}, account: {FREE}, failed_attempts: {FREE}}}
rc_room_creation: {FREE}
rc_joins: {{local: {FREE}, remote: {FREE}}}
rc_joins_per_room: {FREE}
rc_invites: {{per_room: {FREE}, per_user: {FREE}, per_issuer: {FREE}}}
"""
NO_LIMIT = f"rc_message: {FREE}"


class Homeserver:
    def __init__(self, limits):
        self.limits = limits
        self.members = {}
        self.faults = []
        self.asked = []
        self.withheld = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    async def start(self):
        with open(f"{HERE}/homeserver.yaml", "w") as config:
            config.write(CONFIG.format(port=self.port, shown=self.shown, here=HERE, limits=self.limits))
        for name, text in (("log", LOG), ("past", PAST)):
            with open(f"{HERE}/{name}.yaml", "w") as file:
                file.write(text)
        command = [sys.executable, "-m", "synapse.app.homeserver", "-c", f"{HERE}/homeserver.yaml"]
        if not os.path.exists(f"{HERE}/signing.key"):
            subprocess.run([*command, "--generate-keys"], check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        async with ClientSession() as session:
            while self.process.poll() is None:
                try:
                    async with session.get(f"{self.url}/health") as answer:
                        if answer.status == 200:
                            return
                except OSError:
                    pass
                await asyncio.sleep(0.05)
        raise RuntimeError("Synapse does not start")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    # What the program asks for.

    async def proxy(self, request):
        path = request.path_qs
        body = await request.read()
        fault = self.fault(f"{request.method} {path}")
        self.asked.append(f"{request.method} {path}")
        if fault.get("status"):
            return web.json_response(fault.get("body", {}), status=fault["status"])
        headers = {k: v for k, v in request.headers.items() if k.lower() not in ("host", "accept-encoding")}
        try:
            async with ClientSession(timeout=ClientTimeout(total=120)) as session:
                async with session.request(request.method, self.url + path, data=body, headers=headers,
                                           skip_auto_headers=["Content-Type"]) as answer:
                    status, text, kind = answer.status, await answer.read(), answer.content_type
                    # Without them no browser takes it.
                    shared = {k: v for k, v in answer.headers.items() if k.startswith("Access-Control-")}
        except OSError:
            if request.transport:
                request.transport.close()
            return web.Response(status=502)
        if "/sync" in path and status == 200:
            text = self.keys(text)
        if fault.get("late"):
            await asyncio.sleep(fault["late"])
        return web.Response(status=status, body=text, content_type=kind, headers=shared)

    def fault(self, asked):
        for fault in self.faults:
            if fault["times"] > 0 and re.search(fault["match"], asked):
                fault["times"] -= 1
                return fault
        return {}

    def keys(self, text):
        """Keeps back what devices tell each other, or adds what was kept back."""
        told = json.loads(text)
        events = told.setdefault("to_device", {}).setdefault("events", [])
        if self.withheld is not None:
            self.withheld += [e for e in events if e["type"] == "m.room.encrypted"]
            told["to_device"]["events"] = [e for e in events if e["type"] != "m.room.encrypted"]
        elif self.released:
            events += self.released
            self.released = []
        return json.dumps(told).encode()

    released = []

    # What a test asks for.

    async def do_fault(self, match, times=1, **fault):
        self.faults.append({"match": match, "times": times, **fault})

    async def do_asked(self, match, least, wait):
        """How often something was asked, once it was so often."""
        def count():
            return sum(bool(re.search(match, asked)) for asked in self.asked)
        await until(lambda: count() >= least, wait)
        return count()

    async def do_withhold(self):
        self.withheld = []

    async def do_release(self, lost=False):
        self.released, self.withheld = [] if lost else self.withheld, None

    async def do_past(self, room, texts, ago):
        """Has somebody say things in a room as if that had been so many seconds ago."""
        headers = {"Authorization": "Bearer past"}
        url = f"{self.url}/_matrix/client/v3/rooms/{room}"
        async with ClientSession(headers=headers) as session:
            async with session.post(f"{url}/join", json={}) as answer:
                await answer.read()
            for number, text in enumerate(texts):
                at = int((time.time() - ago) * 1000) + number
                body = {"msgtype": "m.text", "body": text}
                async with session.put(f"{url}/send/m.room.message/{at}?ts={at}", json=body) as answer:
                    assert answer.status == 200, await answer.text()

    async def do_membership(self, room, user, membership, wait):
        """Waits until somebody is what is expected in a room, by what the homeserver keeps."""
        def found():
            with sqlite3.connect(f"file:{HERE}/homeserver.db?mode=ro", uri=True) as database:
                sql = "SELECT membership FROM local_current_membership WHERE room_id = ? AND user_id = ?"
                row = database.execute(sql, (room, user)).fetchone()
                return row[0] if row else None
        await until(lambda: found() == membership, wait)
        return found()

    async def do_upgrade(self, member, room):
        client = self.members[member].client
        async with ClientSession(headers={"Authorization": f"Bearer {client.access_token}"}) as session:
            url = f"{self.url}/_matrix/client/v3/rooms/{room}/upgrade"
            async with session.post(url, json={"new_version": "11"}) as answer:
                return (await answer.json())["replacement_room"]

    async def do_leave(self, member, room):
        await self.members[member].client.room_leave(room)

    async def do_invite(self, member, room, user):
        await self.members[member].client.room_invite(room, user)

    async def do_replied(self, member, room, event, wait):
        """Waits for a reply to an event, or a mark on it."""
        member = self.members[member]

        def found():
            for seen in member.seen.get(room, []):
                relation = seen["content"].get("m.relates_to") or {}
                replied = relation.get("m.in_reply_to") or {}
                if event in (relation.get("event_id"), replied.get("event_id")):
                    return seen
        await until(found, wait)
        return found()

    async def do_described(self, member, room, wait):
        """The commands that bots describe in a room, once there are any."""
        client, found = self.members[member].client, []
        end = time.time() + wait
        while not found and time.time() < end:
            state = await client.room_get_state(room)
            found = [event for event in state.events if event["type"].endswith("command_description")]
        return found

    async def do_token(self, user):
        """Logs somebody in, and tells the access token."""
        body = {"type": "m.login.password", "password": PASSWORD,
                "identifier": {"type": "m.id.user", "user": user}}
        async with ClientSession() as session:
            async with session.post(f"{self.url}/_matrix/client/v3/login", json=body) as answer:
                return (await answer.json())["access_token"]

    async def do_timed(self, member, room, sender, text, wait):
        """How many seconds it takes until somebody replies."""
        client, begun = self.members[member], time.perf_counter()
        content = {"msgtype": "m.text", "body": text}
        asked = await self.do_send(member, room, content)
        end = time.time() + wait
        while time.time() < end:
            for event in reversed(client.seen.get(room, [])[-5:]):
                relation = event["content"].get("m.relates_to") or {}
                if event["sender"] == sender and (relation.get("m.in_reply_to") or {}).get("event_id") == asked:
                    return time.perf_counter() - begun
            await asyncio.sleep(0.001)
        return None

    async def do_rooms(self, member, room, user, count, wait):
        """Invites somebody to so many rooms, and waits until they are in all."""
        rooms = [await self.do_room(member, [user]) for _ in range(count)]
        for room in rooms:
            await self.do_membership(room, user, "join", wait)

    async def do_typing(self, member, room, user, wait):
        """Waits until somebody is at work in a room."""
        rooms = self.members[member].client.rooms
        return await until(lambda: room in rooms and user in rooms[room].typing_users, wait)

    async def do_logout(self, user):
        """Takes all sessions of somebody away."""
        with sqlite3.connect(f"{HERE}/homeserver.db", timeout=20) as database:
            database.execute("DELETE FROM access_tokens WHERE user_id = ?", (user,))
        self.stop()
        await self.start()

    async def do(self, request):
        body = await request.json()
        try:
            answer = await getattr(self, "do_" + body.pop("do"))(**body)
        except Exception as error:
            return web.json_response({"error": repr(error)})
        return web.json_response(answer)

    async def do_user(self, name):
        """Makes a user, whom somebody else logs in."""
        async with ClientSession() as session:
            body = {"username": name, "password": PASSWORD, "inhibit_login": True,
                    "auth": {"type": "m.login.dummy"}}
            async with session.post(f"{self.url}/_matrix/client/v3/register", json=body) as answer:
                return (await answer.json())["user_id"]

    async def do_member(self, name):
        user = await self.do_user(name)
        store = tempfile.mkdtemp(dir=HERE)
        config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=True)
        client = AsyncClient(self.url, user, store_path=store, config=config)
        await client.login(PASSWORD)
        self.members[user] = Member(client)
        return user

    async def do_room(self, member, invite, encrypted=False, direct=False, name=None, space=False):
        state = []
        if encrypted:
            state.append({"type": "m.room.encryption", "state_key": "",
                          "content": {"algorithm": "m.megolm.v1.aes-sha2"}})
        answer = await self.members[member].client.room_create(
            name=name, preset=RoomPreset.private_chat, invite=invite, is_direct=direct,
            initial_state=state, space=space)
        return answer.room_id

    async def do_join(self, member, room):
        await self.members[member].client.join(room)

    async def do_send(self, member, room, content, kind="m.room.message"):
        member = self.members[member]
        await until(lambda: room in member.client.rooms, 20.0)
        answer = await member.client.room_send(room, kind, content, ignore_unverified_devices=True)
        return answer.event_id

    async def do_redact(self, member, room, event):
        await self.members[member].client.room_redact(room, event)

    async def do_state(self, member, room, kind, content, key=""):
        await self.members[member].client.room_put_state(room, kind, content, key)

    async def do_joined(self, member, room, user, wait):
        """Waits until somebody is in a room."""
        client = self.members[member].client
        return await until(lambda: room in client.rooms and user in client.rooms[room].users
                           and user not in client.rooms[room].invited_users, wait)

    async def do_seen(self, member, room, sender, least, wait, kind=".*"):
        """The events of somebody, of a kind, that a member sees in a room, once there are so many."""
        member = self.members[member]

        def seen():
            return [e for e in member.seen.get(room, [])
                    if e["sender"] == sender and re.fullmatch(kind, e["type"])]
        await until(lambda: len(seen()) >= least, wait)
        return seen()

    async def do_devices(self, member, user):
        """The devices of somebody, and whether their owner signed them."""
        client = self.members[member].client
        async with ClientSession() as session:
            headers = {"Authorization": f"Bearer {client.access_token}"}
            body = {"device_keys": {user: []}}
            url = f"{self.url}/_matrix/client/v3/keys/query"
            async with session.post(url, json=body, headers=headers) as answer:
                return await answer.json()

    async def do_stop(self):
        self.stop()

    async def do_start(self):
        await self.start()


class Member:
    """Somebody, by a client of their own."""

    def __init__(self, client):
        self.client = client
        self.seen = {}
        client.add_event_callback(self.see, Event)
        self.task = asyncio.ensure_future(self.sync())

    async def sync(self):
        while True:
            try:
                await self.client.sync_forever(timeout=20_000, full_state=True, set_presence="offline")
            except Exception as error:
                print(f"{self.client.user_id}: {error!r}", file=sys.stderr)
                await asyncio.sleep(0.5)

    async def see(self, room, event):
        source = dict(event.source)
        source["decrypted"] = bool(getattr(event, "decrypted", False))
        source["unreadable"] = isinstance(event, MegolmEvent)
        self.seen.setdefault(room.room_id, []).append(source)


async def until(is_so, wait):
    """Waits until something is so, or time is up; whether it is."""
    end = time.time() + wait
    while not is_so() and time.time() < end:
        await asyncio.sleep(0.02)
    return bool(is_so())


async def main():
    homeserver = Homeserver(LIMITS if "--limited" in sys.argv else LIMITS + NO_LIMIT)
    app = web.Application(client_max_size=1 << 24)
    app.router.add_post("/", homeserver.do)
    app.router.add_route("*", "/{path:.*}", homeserver.proxy)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    homeserver.shown = site._server.sockets[0].getsockname()[1]
    await homeserver.start()
    print(homeserver.shown, flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    homeserver.stop()
    os._exit(0)


asyncio.run(main())
