"""A real homeserver, Synapse, on loopback, and members on it by an independent client, matrix-nio.

A test steers it by POST to /: members do what people do, and tell what they see. Prints the port of
that and the port of the homeserver as its first line, and ends when its standard input does.
"""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

from aiohttp import ClientSession, web
from nio import AsyncClient, AsyncClientConfig, Event, MegolmEvent, RoomPreset

HERE = tempfile.mkdtemp(prefix="attache-synapse-")
PASSWORD = "a password of the tests"

# No limit bites unless a test asks for it; logging in costs nothing.
CONFIG = """
server_name: localhost
public_baseurl: http://127.0.0.1:{port}/
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
{limits}
"""
LOG = "version: 1\nroot: {level: CRITICAL}\ndisable_existing_loggers: true\n"
FREE = "{per_second: 100000, burst_count: 100000}"
LIMITS = f"""
rc_registration: {FREE}
rc_login: {{address: {FREE}, account: {FREE}, failed_attempts: {FREE}}}
rc_joins: {{local: {FREE}, remote: {FREE}}}
rc_joins_per_room: {FREE}
rc_invites: {{per_room: {FREE}, per_user: {FREE}, per_issuer: {FREE}}}
rc_message: {FREE}
"""


class Homeserver:
    def __init__(self):
        self.members = {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    async def start(self):
        with open(f"{HERE}/homeserver.yaml", "w") as config:
            config.write(CONFIG.format(port=self.port, here=HERE, limits=LIMITS))
        with open(f"{HERE}/log.yaml", "w") as log:
            log.write(LOG)
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

    # What a test asks for.

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

    async def do_room(self, member, invite, encrypted=False, direct=False, name=None):
        state = []
        if encrypted:
            state.append({"type": "m.room.encryption", "state_key": "",
                          "content": {"algorithm": "m.megolm.v1.aes-sha2"}})
        answer = await self.members[member].client.room_create(
            name=name, preset=RoomPreset.private_chat, invite=invite, is_direct=direct,
            initial_state=state)
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

    async def do_seen(self, member, room, sender, least, wait):
        """The events of somebody that a member sees in a room, once there are so many."""
        member = self.members[member]

        def seen():
            return [e for e in member.seen.get(room, []) if e["sender"] == sender]
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
    homeserver = Homeserver()
    await homeserver.start()
    app = web.Application()
    app.router.add_post("/", homeserver.do)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(site._server.sockets[0].getsockname()[1], homeserver.port, flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    homeserver.stop()
    os._exit(0)


asyncio.run(main())
