"""A small bot as somebody would write it with discord.py: /when from the same facts."""

import json
import re
import sys

import discord
from discord import app_commands

api, gateway, facts_file = sys.argv[1:4]
discord.http.Route.BASE = api
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = discord.gateway.yarl.URL(gateway)

with open(facts_file, encoding="utf-8") as file:
    FACTS = json.load(file)
for fact in FACTS:
    fact["words"] = set(re.findall(r"\w+", fact["text"].lower()))

COLOURS = {"stated": 0x2E7D32, "reported": 0xF9A825, "claimed": 0xC62828}


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        await self.tree.sync()


bot = Bot()


@bot.tree.command(description="Ask for a date: when did it happen?")
async def when(interaction: discord.Interaction, text: str):
    words = set(re.findall(r"\w+", text.lower()))
    fact = max(FACTS, key=lambda fact: len(words & fact["words"]))
    embed = discord.Embed(description=f"**{fact['date']}.** {fact['text']}", colour=COLOURS[fact["certainty"]])
    embed.add_field(name="Certainty", value=fact["certainty"])
    embed.set_footer(text=fact["source"])
    view = discord.ui.View(timeout=60)
    view.add_item(discord.ui.Button(label="Source", custom_id=f"source/{fact['id']}"))
    await interaction.response.send_message(embed=embed, view=view)


bot.run("stand-in-token", log_handler=None)
