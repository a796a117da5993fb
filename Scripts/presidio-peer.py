"""Microsoft Presidio as a peer to be measured: a line of JSON in, a line of JSON out.

In: first a list of texts, then {"seconds": S} as often as wanted. Out: first {"version", "recognizers"}, then for each what was
done in S seconds or a little more (all texts, at least once): {"cpu", "wall", "bytes", "texts", "findings", "sure"}.

With `usual` the recognisers are those that Presidio has on for English by itself; with `all`, every predefined one that needs
no model or service, those of other languages too, which costs it time that few would spend. The language engine does nothing, so no time is spent on a model, and words beside a number do not raise its score.
"""

import importlib.metadata
import inspect
import json
import logging
import sys
import time

logging.disable(logging.WARNING)

from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry, predefined_recognizers
from presidio_analyzer.nlp_engine import NoOpNlpEngine

# Telephone numbers are found by a library instead of patterns; no model either.
BY_LIBRARY = {"PhoneRecognizer", "ZaMobileNumberRecognizer", "ZaTelephoneNumberRecognizer"}


def answer(value):
    print(json.dumps(value), flush=True)


def all_recognizers():
    for name, kind in sorted(vars(predefined_recognizers).items()):
        if inspect.isclass(kind) and (issubclass(kind, PatternRecognizer) or name in BY_LIBRARY):
            yield kind(supported_language="en")


def main():
    texts = json.loads(sys.stdin.readline())
    size = sum(len(text.encode()) for text in texts)
    nlp_engine = NoOpNlpEngine(models=[{"lang_code": "en", "model_name": "none"}])
    nlp_engine.load()
    registry = RecognizerRegistry(supported_languages=["en"])
    if sys.argv[1] == "usual":
        registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp_engine)
    else:
        registry.recognizers = list(all_recognizers())
    analyzer = AnalyzerEngine(
        registry=registry,
        nlp_engine=nlp_engine,
        supported_languages=["en"],
    )
    answer({"version": importlib.metadata.version("presidio-analyzer"), "recognizers": len(registry.recognizers)})
    for line in sys.stdin:
        seconds = json.loads(line)["seconds"]
        wall, cpu = time.perf_counter(), time.process_time()
        rounds = findings = sure = 0
        while rounds == 0 or time.perf_counter() - wall < seconds:
            for text in texts:
                results = analyzer.analyze(text=text, language="en")
                findings += len(results)
                sure += sum(result.score >= 0.5 for result in results)
            rounds += 1
        answer({
            "cpu": time.process_time() - cpu,
            "wall": time.perf_counter() - wall,
            "bytes": size * rounds,
            "texts": len(texts) * rounds,
            "findings": findings,
            "sure": sure,
        })


main()
