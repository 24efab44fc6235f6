"""A stand-in for Discord: SimCord's model of it, behind HTTP and WebSocket on loopback.

SimCord knows channels, members, permissions, messages, commands and interactions. What it does not
know is here: the gateway's protocol, limits, nonces, real time, and faults on request. A test steers
it by POST to /_sim, as members do and as an operator of Discord could.

Prints its port as its first line, and ends when its standard input does.
"""

import asyncio
import gc
import json
import re
import sys
import time
from datetime import datetime, timezone
from email.utils import formatdate
from types import SimpleNamespace

import discord
from aiohttp import WSMsgType, web
from simcord import interactions, intents
from simcord.backend import Backend, serializers
from simcord.backend.command_access import command_access
from simcord.backend.errors import BackendError
from simcord.backend.models import Overwrite
from simcord.http import router
from simcord.http import client as _client  # noqa: F401 -- importing it registers every route

API = "/api/v10"
TOKEN = "stand-in-token"
PRIVILEGED = 1 << 15


class RealClock:
    """Discord's clock, which may be set apart from this machine's."""

    ahead = 0.0

    def now(self):
        return datetime.fromtimestamp(time.time() + self.ahead, timezone.utc)

    def advance(self, seconds):
        self.ahead += seconds


class Connection:
    """A shard's connection."""

    def __init__(self, socket, session):
        self.socket = socket
        self.session = session


class Session:
    """What a shard is told, with what it was told for the case that it resumes."""

    def __init__(self, number, shard, total, mask):
        self.id = f"session-{number}"
        self.shard, self.total, self.mask = shard, total, mask
        self.intents = discord.Intents._from_value(mask)
        self.told = []
        self.connection = None


class StandIn:
    def __init__(self):
        self.backend = Backend(clock=RealClock())
        self.backend.subscribers.append(self.emit)
        self.sessions = {}
        self.identified = []
        self.log = []
        self.faults = []
        self.nonces = {}
        self.limits = {}
        self.is_acking = True
        self.is_connecting = True
        self.is_content_allowed = True
        self.start_limit = {"total": 1000, "remaining": 1000, "reset_after": 3_600_000, "max_concurrency": 1}
        self.recommended = 1
        self.times = {}
        self.answered = 0

    # What is told.

    def emit(self, event, payload):
        payload = dict(payload)
        guild = payload.get("guild_id") or (payload.get("id") if event.startswith("GUILD_") else None)
        for session in list(self.sessions.values()):
            shard = (int(guild) >> 22) % session.total if guild else 0
            if shard == session.shard:
                self.tell(session, event, payload)

    def tell(self, session, event, payload):
        gate = intents.required_intent(event, payload)
        if gate is not None and not getattr(session.intents, gate):
            return
        payload = json.loads(json.dumps(payload, default=str))
        if event == "MESSAGE_CREATE" and not session.mask & PRIVILEGED:
            intents.censor_message(payload, self.backend.bot_user.id, backend=self.backend)
        if event == "INTERACTION_CREATE":
            self.times[payload["id"]] = time.perf_counter()
        session.told.append({"op": 0, "t": event, "s": len(session.told) + 1, "d": payload})
        self.send(session, session.told[-1])

    def send(self, session, frame):
        if session.connection is not None:
            asyncio.ensure_future(self.write(session.connection.socket, frame))

    async def write(self, socket, frame):
        try:
            await socket.send_str(json.dumps(frame))
        except (ConnectionError, RuntimeError):
            pass

    async def gateway(self, request):
        status = 101 if self.is_connecting else 503
        self.log.append({"at": time.time(), "method": "GATEWAY", "path": request.query_string, "status": status})
        if not self.is_connecting:
            return web.Response(status=status)
        socket = web.WebSocketResponse(max_msg_size=1 << 16)
        await socket.prepare(request)
        await self.write(socket, {"op": 10, "d": {"heartbeat_interval": self.heartbeat()}})
        connection = Connection(socket, None)
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                continue
            frame = json.loads(message.data)
            op, data = frame["op"], frame["d"]
            if op == 1 and self.is_acking:
                await self.write(socket, {"op": 11})
            elif op == 2:
                await self.identify(connection, data)
            elif op == 6:
                await self.resume(connection, data)
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection = None
        return socket

    def heartbeat(self):
        return self.start_limit.get("heartbeat", 40_000)

    async def identify(self, connection, data):
        if data["token"].removeprefix("Bot ") != TOKEN:
            return await connection.socket.close(code=4004)
        shard, total = data.get("shard", [0, 1])
        if shard >= total:
            return await connection.socket.close(code=4010)
        if data["intents"] & PRIVILEGED and not self.is_content_allowed:
            return await connection.socket.close(code=4014)
        self.identified.append({"at": time.time(), "shard": shard, "total": total})
        session = Session(len(self.identified), shard, total, data["intents"])
        session.connection, connection.session = connection, session
        self.sessions[session.id] = session
        guilds = [g for g in self.backend.guilds.values() if (g.id >> 22) % total == shard]
        self.tell(session, "READY", {
            "v": 10,
            "user": serializers.user_payload(self.backend.bot_user),
            "guilds": [{"id": str(g.id), "unavailable": True} for g in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}",
            "shard": [shard, total],
            "application": {"id": str(self.backend.application_id), "flags": 0},
        })
        for guild in guilds:
            self.tell(session, "GUILD_CREATE", serializers.guild_create_payload(self.backend, guild))

    async def resume(self, connection, data):
        session = self.sessions.get(data["session_id"])
        if session is None:
            return await self.write(connection.socket, {"op": 9, "d": False})
        session.connection, connection.session = connection, session
        # Discord may tell again what was already heard.
        seen = max(0, data["seq"] - self.start_limit.get("retold", 0))
        for frame in session.told[seen:]:
            await self.write(connection.socket, frame)
        await self.write(connection.socket, {"op": 0, "t": "RESUMED", "s": len(session.told), "d": {}})

    # What is asked.

    async def api(self, request):
        method, path = request.method, request.path.removeprefix(API)
        body, files = await self.body(request)
        entry = {"at": time.time(), "method": method, "path": path, "status": 0, "body": body}
        self.log.append(entry)
        if path.endswith("/callback"):
            told = self.times.get(path.split("/")[2])
            entry["after"] = time.perf_counter() - told if told else None
        fault = self.fault(method, path)
        if fault.get("wait"):
            await asyncio.sleep(fault["wait"])
        if fault.get("status"):
            entry["status"] = fault["status"]
            return self.response(fault["status"], fault.get("body"), fault.get("headers"))
        status, answer, headers = self.answer(request, method, path, body, files)
        entry["status"] = status
        self.answered += path.endswith("/callback")
        if fault.get("late"):
            await asyncio.sleep(fault["late"])
        if fault.get("lose"):
            request.transport.close()
        return self.response(status, answer, headers)

    def response(self, status, answer, headers=None):
        headers = {"Date": formatdate(time.time() + self.backend.clock.ahead, usegmt=True), **(headers or {})}
        if status == 204:
            return web.Response(status=204, headers=headers)
        # As Discord names it, without a character set.
        headers["Content-Type"] = "application/json"
        return web.Response(status=status, headers=headers, body=json.dumps(answer, default=str).encode())

    def fault(self, method, path):
        for fault in self.faults:
            if fault["times"] > 0 and re.fullmatch(fault["match"], f"{method} {path}"):
                fault["times"] -= 1
                return fault
        return {}

    async def body(self, request):
        """The JSON of a request, and the files that come with it."""
        if not request.content_type.startswith("multipart/"):
            body = await request.read()
            return (json.loads(body) if body else None), []
        form = await request.post()
        files = [SimpleNamespace(fp=part.file, filename=part.filename, description=None)
                 for name, part in form.items() if name.startswith("files[")]
        return json.loads(form["payload_json"]), files

    def answer(self, request, method, path, body, files):
        # An interaction's own token is in its address.
        is_open = path.startswith(("/interactions/", "/webhooks/"))
        if not is_open and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return 401, {"message": "401: Unauthorized", "code": 0}, None
        limited = self.limit(method, path)
        if limited is not None and limited[0]:
            return 429, limited[1], limited[2]
        headers = limited[2] if limited else None
        if path == "/gateway/bot":
            limit = {key: self.start_limit[key] for key in ("total", "remaining", "reset_after", "max_concurrency")}
            return 200, {"url": f"ws://127.0.0.1:{self.port}", "shards": self.recommended,
                         "session_start_limit": limit}, headers
        if path == "/users/@me":
            return 200, serializers.user_payload(self.backend.bot_user), headers
        nonce = self.nonce(method, path, body)
        if nonce in self.nonces:
            channel, message = self.nonces[nonce]
            return 200, serializers.message_payload(self.backend, self.backend.get_message(channel, message)), headers
        try:
            answer = router.dispatch(self.backend, method, path, json=strip(body), params=dict(request.query),
                                     files=files)
        except BackendError as error:
            return error.status, error.to_json(), headers
        except Exception as error:  # A gap of the stand-in is to be seen in the test.
            print(f"{method} {path}: {error!r}", file=sys.stderr, flush=True)
            return 500, {"message": repr(error), "code": 0}, headers
        if nonce is not None and isinstance(answer, dict):
            self.nonces[nonce] = (int(answer["channel_id"]), int(answer["id"]))
        return (204 if answer is None else 200), answer, headers

    def nonce(self, method, path, body):
        is_message = method == "POST" and re.fullmatch(r"/channels/\d+/messages", path)
        if is_message and body.get("enforce_nonce"):
            return path, body["nonce"]
        return None

    def limit(self, method, path):
        """So many requests in so many seconds, in the bucket of a route: refused, body, headers."""
        for rule in self.limits.values():
            if not re.fullmatch(rule["match"], f"{method} {path}"):
                continue
            now = time.time()
            key = path if rule.get("each", True) else "*"
            start, count = rule["used"].get(key, (now, 0))
            if now - start >= rule["seconds"]:
                start, count = now, 0
            reset = max(0.0, start + rule["seconds"] - now)
            if count >= rule["most"]:
                is_global = rule.get("global", False)
                scope = "global" if is_global else "user"
                return True, {"message": "You are being rate limited.", "retry_after": reset, "global": is_global}, \
                    {"Retry-After": str(int(reset) + 1), "X-RateLimit-Scope": scope}
            rule["used"][key] = (start, count + 1)
            return False, None, {"X-RateLimit-Limit": str(rule["most"]),
                                 "X-RateLimit-Remaining": str(rule["most"] - count - 1),
                                 "X-RateLimit-Reset-After": f"{reset:.3f}"}
        return None

    # What members do.

    async def sim(self, request):
        body = await request.json()
        try:
            answer = getattr(self, "do_" + body.pop("do"))(**body)
            if asyncio.iscoroutine(answer):
                answer = await answer
        except Exception as error:
            return web.json_response({"error": repr(error)}, status=400)
        return web.json_response(answer, dumps=lambda value: json.dumps(value, default=str))

    def do_about(self):
        return {"application": str(self.backend.application_id), "bot": str(self.backend.bot_user.id)}

    def do_server(self, name, shard=None, total=1):
        guild = self.backend.create_guild(name, shard_id=shard, shard_count=total)
        return str(guild.id)

    def do_servers(self, count):
        ids = []
        for number in range(count):
            guild = self.backend.create_guild(f"server {number}")
            channel = self.backend.create_channel(guild.id, "general")
            user = self.backend.make_user(f"member {number}")
            self.backend.add_member(guild.id, user.id)
            ids.append([str(guild.id), str(channel.id), str(user.id)])
        return ids

    async def do_load(self, count, questions, rate=None, at_once=None):
        """Asks so often, so many a second or so many at a time, in every server in turn."""
        members = {user.id: user for user in self.backend.users.values()}
        targets = []
        for guild in self.backend.guilds.values():
            # Not whoever owns the server, which is the first.
            member = [m for m in guild.members if not members[m].bot][-1]
            if guild.channel_ids:
                targets.append((str(member), str(guild.channel_ids[0])))
        gc.collect()
        gc.freeze()
        self.log.clear()
        self.times.clear()
        self.answered = 0
        asked, begun = [], time.perf_counter()
        for number in range(count):
            if rate:
                wait = begun + number / rate - time.perf_counter()
                await asyncio.sleep(max(0.0, wait))
            else:
                while number - self.answered >= at_once:
                    await asyncio.sleep(0.0005)
            member, channel = targets[number % len(targets)]
            question = questions[number % len(questions)]
            asked.append(self.do_slash(member, channel, "when", {"text": question}))
        await until(lambda: self.answered >= count, 5.0)
        seconds = time.perf_counter() - begun
        after = [e["after"] for e in self.log if e["path"].endswith("/callback") and e["status"] in (200, 204)]
        for channel in self.backend.messages.values():
            channel.clear()
        self.backend.transcript.clear()
        self.backend.http_requests.clear()
        for session in self.sessions.values():
            session.told = session.told[-1:]
        return {"seconds": seconds, "after": after}

    async def do_registered(self, name, wait):
        """Waits until the bot has a command."""
        await until(lambda: self.backend.find_command(name, None), wait)

    async def do_still(self, process, wait):
        """Waits until a process has nothing to do."""
        def computed():
            with open(f"/proc/{process}/stat") as stat:
                return [int(field) for field in stat.read().rsplit(")", 1)[1].split()[11:13]]
        end, last = time.time() + wait, None
        while time.time() < end and computed() != last:
            last = computed()
            await asyncio.sleep(1.0)

    def do_channel(self, server, name, kind=0):
        return str(self.backend.create_channel(int(server), name, type=kind).id)

    def do_thread(self, channel, name, member):
        thread = self.backend.create_thread(int(channel), name, owner_id=int(member))
        return str(thread.id)

    def do_role(self, server, name):
        """A role that may nothing more than others."""
        return str(self.backend.create_role(int(server), name, permissions=0).id)

    def do_member(self, server, name, moderates=False, rules=False, role=None):
        user = self.backend.make_user(name)
        roles = [int(role)] if role else []
        if moderates or rules:
            permissions = discord.Permissions(manage_messages=True, manage_guild=rules).value
            roles = [self.backend.create_role(int(server), "moderators", permissions=permissions).id]
        self.backend.add_member(int(server), user.id, roles=roles)
        return str(user.id)

    def do_alone(self, member):
        channel = self.backend.get_dm_channel(int(member))
        return str(channel.id)

    def do_deny(self, channel, permissions):
        """Takes permissions from the bot, and everybody, in a channel."""
        guild = self.backend.get_channel(int(channel)).guild_id
        deny = discord.Permissions(**{name: True for name in permissions}).value
        for target, kind in ((guild, 0), (self.backend.bot_user.id, 1)):
            self.backend.set_overwrite(int(channel), Overwrite(target_id=target, type=kind, allow=0, deny=deny))

    def do_leave(self, server):
        self.backend.remove_guild(int(server))

    def do_say(self, member, channel, content, reply=None):
        reference = {"message_id": str(reply), "channel_id": channel} if reply else None
        message = self.backend.create_message(
            int(channel), int(member), content, reference=reference,
            message_type=None)
        return str(message.id)

    def do_slash(self, member, channel, name, options=None):
        command, given = self.command(member, channel, name, options or {}, None)
        return self.interact(2, member, channel, {**command, "options": given})

    def do_complete(self, member, channel, name, option, typed, options=None):
        command, given = self.command(member, channel, name, {**(options or {}), option: typed}, option)
        return self.interact(4, member, channel, {**command, "options": given})

    def command(self, member, channel, name, options, focused):
        guild = self.backend.get_channel(int(channel)).guild_id
        command = self.backend.find_command(name, guild)
        if command is None:
            raise ValueError(f"no command {name}")
        access = command_access(self.backend, command, user_id=int(member), channel_id=int(channel))
        if not access.allowed:
            raise ValueError(f"not for this member: {access.reason}")
        known = {option["name"]: option for option in command["options"]}
        given, channels = [], {}
        for key, value in options.items():
            option = known[key]
            if key == focused:
                given.append({"name": key, "type": option["type"], "value": value, "focused": True})
                continue
            if option["type"] == 7 and guild:
                permissions = self.backend.compute_permissions(guild, int(member), int(value))
                channels[value] = {"id": value, "permissions": str(permissions)}
            if option["type"] in (3, 4):
                value = interactions.validate_option_value(name, option, value)
            given.append({"name": key, "type": option["type"], "value": value})
        missing = [o["name"] for o in command["options"] if o.get("required") and o["name"] not in options]
        if missing and focused is None:
            raise ValueError(f"missing {missing}")
        return {"id": command["id"], "name": name, "type": 1, "resolved": {"channels": channels}}, given

    def do_press(self, member, message, label=None, value=None, custom_id=None):
        channel, stored = self.message(message)
        if not stored.visible_to(int(member)):
            raise ValueError("not seen by this member")
        for row in stored.components:
            for part in row["components"]:
                if part["type"] == 3 and value is not None:
                    if value not in [option["value"] for option in part["options"]]:
                        raise ValueError(f"no option {value}")
                    data = {"custom_id": part["custom_id"], "component_type": 3, "values": [value]}
                elif part["type"] == 2 and value is None and (
                        part.get("label") == label or part.get("custom_id") == custom_id):
                    if part.get("disabled"):
                        raise ValueError("it is off")
                    data = {"custom_id": part["custom_id"], "component_type": 2}
                else:
                    continue
                return self.interact(3, member, channel, data, stored)
        raise ValueError(f"nothing like that to press: {stored.components}")

    def do_forge(self, member, channel, custom_id):
        """Presses what is not there."""
        stored = self.backend.create_message(int(channel), self.backend.bot_user.id, "x")
        return self.interact(3, member, channel, {"custom_id": custom_id, "component_type": 2}, stored)

    def do_submit(self, member, interaction, value):
        record = self.backend.interactions[int(interaction)]
        modal = record.modal
        field = modal["components"][0]["components"][0]
        filled = [{"type": 1, "components": [{"type": 4, "custom_id": field["custom_id"], "value": value}]}]
        data = {"custom_id": modal["custom_id"], "components": filled}
        return self.interact(5, member, str(record.channel_id), data)

    def interact(self, kind, member, channel, data, source=None):
        guild = self.backend.get_channel(int(channel)).guild_id
        record, payload = interactions.base_payload(
            self.backend, type=kind, channel_id=int(channel), guild_id=guild, user_id=int(member), data=data)
        owners = {"0": str(guild or 0)}
        payload["authorizing_integration_owners"] = owners
        if source is not None:
            record.source_message_id = source.id
            payload["message"] = serializers.message_payload(self.backend, source)
        self.backend.emit("INTERACTION_CREATE", payload)
        return str(record.id)

    async def do_answer(self, interaction, wait=10.0, final=True):
        """How an interaction was answered, once it was."""
        record = self.backend.interactions[int(interaction)]
        await until(lambda: record.responded and not (final and record.loading), wait)
        message = None
        shown = record.followup_ids[-1] if record.followup_ids else record.message_id
        if shown is not None:
            stored = self.backend.messages[record.channel_id].get(shown)
            message = stored and serializers.message_payload(self.backend, stored)
        return {"kind": record.response_kind, "message": message, "modal": record.modal,
                "choices": record.autocomplete_choices}

    def do_answers(self, interactions):
        """How many were answered."""
        records = [self.backend.interactions[int(i)] for i in interactions]
        return sum(1 for record in records if record.responded)

    async def do_messages(self, channel, least=0, wait=0.0):
        """What all see in a channel, once there is so much."""
        def seen():
            return [m for m in self.backend.messages[int(channel)].values() if not m.is_ephemeral]
        await until(lambda: len(seen()) >= least, wait)
        return [serializers.message_payload(self.backend, m) for m in seen()]

    async def do_changed(self, message, text, wait):
        """A message once that text stands in it."""
        _, stored = self.message(message)
        await until(lambda: text in json.dumps(stored.embeds, ensure_ascii=False), wait)
        return serializers.message_payload(self.backend, stored)

    async def do_marked(self, message, wait):
        """A message once it has a reaction."""
        _, stored = self.message(message)
        await until(lambda: stored.reactions, wait)
        return serializers.message_payload(self.backend, stored)

    async def do_asked(self, match, least, wait):
        """What was asked of it, once there was so much."""
        await until(lambda: len(self.do_log(match)) >= least, wait)
        return self.do_log(match)

    def message(self, number):
        for channel, messages in self.backend.messages.items():
            if int(number) in messages:
                return str(channel), messages[int(number)]
        raise ValueError(f"no message {number}")

    def do_erase(self, message):
        channel, _ = self.message(message)
        self.backend.delete_message(int(channel), int(message))

    # What Discord does.

    def do_fault(self, match, times=1, **fault):
        self.faults.append({"match": match, "times": times, **fault})

    def do_no_faults(self):
        self.faults.clear()
        self.limits.clear()

    def do_limit(self, name, match, most, seconds, **more):
        self.limits[name] = {"match": match, "most": most, "seconds": seconds, "used": {}, **more}

    async def do_settled(self):
        """Waits until nothing is asked for a while."""
        count = -1
        while count != len(self.log):
            count = len(self.log)
            await asyncio.sleep(0.5)

    def do_forget(self):
        """Forgets which messages it has taken."""
        self.nonces.clear()

    def do_clock(self, ahead):
        self.backend.clock.ahead = ahead

    def do_set(self, **settings):
        for name, value in settings.items():
            if name in ("is_acking", "is_connecting", "is_content_allowed", "recommended"):
                setattr(self, name, value)
            else:
                self.start_limit[name] = value

    async def do_close(self, code):
        """Closes every connection; one of Discord's own numbers for it, or an operation."""
        for session in list(self.sessions.values()):
            connection = session.connection
            if connection is None:
                continue
            if code == 7:
                await self.write(connection.socket, {"op": 7, "d": None})
            elif code == 9:
                del self.sessions[session.id]
                await self.write(connection.socket, {"op": 9, "d": False})
            else:
                if code in (4009, 1000):
                    del self.sessions[session.id]
                session.connection = None
                await connection.socket.close(code=code)

    def do_again(self, event):
        """Tells the last event of that kind again, as if it were new."""
        for session in list(self.sessions.values()):
            for frame in reversed(session.told):
                if frame["t"] == event:
                    session.told.append({**frame, "s": len(session.told) + 1})
                    self.send(session, session.told[-1])
                    break

    def do_raw(self, frame):
        """Tells something that no Discord tells."""
        for session in self.sessions.values():
            session.told.append({**frame, "s": len(session.told) + 1})
            self.send(session, session.told[-1])

    async def do_connected(self, least=0, wait=0.0):
        """The shards that are connected, once so many have identified."""
        await until(lambda: len(self.identified) >= least, wait)
        return sorted([s.shard, s.total] for s in self.sessions.values() if s.connection is not None)

    def do_identified(self):
        return self.identified

    def do_log(self, match=".*", clear=False):
        found = [e for e in self.log if re.fullmatch(match, f"{e['method']} {e['path']}")]
        if clear:
            self.log.clear()
        return found


def strip(body):
    """Discord takes null for what is not there; SimCord does not everywhere."""
    if isinstance(body, dict):
        return {key: strip(value) for key, value in body.items() if value is not None}
    if isinstance(body, list):
        return [strip(value) for value in body]
    return body


async def until(is_so, wait):
    """Waits until something is so, or time is up."""
    end = time.time() + wait
    while not is_so() and time.time() < end:
        await asyncio.sleep(0.01)


async def main():
    stand_in = StandIn()
    app = web.Application(client_max_size=1 << 24)
    app.router.add_post("/_sim", stand_in.sim)
    app.router.add_get("/", stand_in.gateway)
    app.router.add_route("*", API + "/{path:.*}", stand_in.api)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stand_in.port = site._server.sockets[0].getsockname()[1]
    print(stand_in.port, flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.buffer.read)


asyncio.run(main())
