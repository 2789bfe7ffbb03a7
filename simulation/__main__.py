import logging
import sys
import time

import structlog

from simulation.world import World

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
if __name__ == "__main__":
    first, n = int(sys.argv[1]), int(sys.argv[2])
    t = time.time()
    docs = calls = 0
    bad = []
    for seed in range(first, first + n):
        w = World(seed, told=print if n == 1 else None)
        try:
            w.run()
            found = [f"{f.kind}: {f.text}" for f in w.oracle.findings]
        except Exception as e:
            if n == 1:
                raise
            found = [repr(e)[:200]]
        docs += len(w.memory.books.items)
        calls += w.calls
        if found:
            bad.append(seed)
            print(seed, sorted(w.weather.families), found[:3])
    print(n, "seeds", docs, "docs", calls, "calls", time.time() - t, "s", len(bad), "bad")
