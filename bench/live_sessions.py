"""`python -m bench.live_sessions URL COUNT`: open walls without a browser, which speak as Streamlit's own page does.

Every line on standard input is the moment of a write; the answer is how long each wall took from then to its new data.
"""

import asyncio
import json
import sys
from dataclasses import dataclass, field
from time import time
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

_PATIENCE_SECONDS = 120


@dataclass
class _Wall:
    """One open wall: its two connections, its fragment, and when it last got data."""

    pages: ClientConnection
    live: ClientConnection
    fragment_id: str = ""
    revisions: list[tuple[int, float]] = field(default_factory=list)

    async def open(self) -> None:
        request = BackMsg()
        request.rerun_script.query_string = ""
        await self.pages.send(request.SerializeToString())
        await self.read_run()
        await self.live.recv()

    async def refresh(self) -> float:
        """Wait for news, ask for the fragment as the wall does, and return when its data were there."""
        await self.live.recv()
        request = BackMsg()
        request.rerun_script.fragment_id = self.fragment_id
        await self.pages.send(request.SerializeToString())
        return await self.read_run()

    async def read_run(self) -> float:
        got_at = 0.0
        while True:
            message = ForwardMsg.FromString(await self.pages.recv(decode=False))
            if message.delta.new_element.WhichOneof("type") == "bidi_component":
                got_at = time()
                self.fragment_id = message.delta.fragment_id
            if message.WhichOneof("type") == "script_finished":
                if not got_at:
                    raise RuntimeError("a run showed no wall")
                return got_at


async def _open(host: str) -> _Wall:
    wall = _Wall(
        await connect(f"ws://{host}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None),
        await connect(f"ws://{host}/_room/live"),
    )
    await wall.open()
    return wall


async def _main(host: str, count: int) -> None:
    walls = [await _open(host) for _ in range(count)]
    print("open", flush=True)
    loop = asyncio.get_running_loop()
    while True:
        refreshes = [asyncio.create_task(wall.refresh()) for wall in walls]
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            for task in refreshes:
                task.cancel()
            break
        written_at = float(line)
        async with asyncio.timeout(_PATIENCE_SECONDS):
            print(json.dumps([at - written_at for at in await asyncio.gather(*refreshes)]), flush=True)
    for wall in walls:
        await wall.pages.close()
        await wall.live.close()


if __name__ == "__main__":
    asyncio.run(_main(urlsplit(sys.argv[1]).netloc, int(sys.argv[2])))
