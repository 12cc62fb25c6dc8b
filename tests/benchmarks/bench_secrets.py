"""What it costs to look for secrets: ordinary code, minified code, and texts made to be slow, at growing sizes.

Run as `python -m tests.benchmarks.bench_secrets`. The last column is the growth from one size to its double: 2 is linear.
"""

import random
import time
from collections.abc import Callable

from tests.rulebook.secret_samples import known_formats, letters, samples

SIZES = (25_000, 50_000, 100_000, 200_000)
CODE = """\
export function registerHandlers(application, configuration) {
  const { logger, database } = configuration.services;
  application.get("/orders/:orderIdentifier", async (request, response) => {
    const order = await database.orders.findByIdentifier(request.params.orderIdentifier);
    if (order === undefined) return response.status(404).json({ message: "There is no such order." });
    logger.info({ order: order.identifier }, "order was read"); // see https://docs.acme.io/orders#reading
    response.json(serializeOrderForCustomer(order, { includePositions: true, locale: request.locale }));
  });
}
"""


def texts() -> dict[str, Callable[[int], str]]:
    """Makers of a text of a given size, by name."""
    keywords = sorted({word for each in samples(1) for word in each.format.keywords})
    chance = random.Random(1)
    blob = letters(chance, 200_000)
    return {
        "ordinary code": lambda size: CODE * (size // len(CODE)),
        "one line, minified": lambda size: CODE.replace("\n", "").replace("  ", "") * (size // len(CODE)),
        "one long blob": lambda size: blob[:size],
        "identifiers of 20": lambda size: " ".join(blob[at : at + 20] for at in range(0, size, 21)),
        "every keyword": lambda size: " ".join(keywords) * (size // len(" ".join(keywords))),
        "every keyword, long": lambda size: "".join(
            f"{word}{'a' * 16} " for word in keywords * (size // 3_500)
        ),
        "every secret": lambda size: "\n".join(each.text for each in samples(2)) * (size // 20_000 or 1),
        "unfinished keys": lambda size: "-----BEGIN PRIVATE KEY-----\n" * (size // 28),
        "unfinished URLs": lambda size: "postgres://user:pass" * (size // 20),
        "unfinished phrases": lambda size: 'mnemonic="' + "word " * (size // 5),
    }


def best(run: Callable[[], object], times: int = 5) -> float:
    """The least seconds of processor time that a run took."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)


def cost(text: bytes) -> float:
    """The least seconds that a search of a text took."""
    return best(lambda: known_formats().find(text))


def main() -> None:
    """Prints one line for each kind of text."""
    print(f"{'text':24}" + "".join(f"{size // 1000:>9} kB" for size in SIZES) + "   growth")
    for name, make in texts().items():
        seconds = [cost(make(size).encode()) for size in SIZES]
        columns = "".join(f"{each * 1000:>9.2f} ms" for each in seconds)
        print(f"{name:24}{columns}   {seconds[-1] / seconds[-2]:.1f}")


if __name__ == "__main__":
    main()
