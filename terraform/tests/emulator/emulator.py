"""AWS on this machine, as far as `terraform apply` needs it: moto, and a control plane for MSK.

    python3 emulator.py [--bootstrap HOST:PORT] [--aws PORT] [--kafka PORT]

Prints one line of JSON with both addresses when they answer, and runs until its standard input ends.
"""

import argparse
import json
import os
import sys
import threading

# AWS's managed policies have to be known before any is attached.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
os.environ["MOTO_ACCOUNT_ID"] = "111122223333"

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse  # noqa: E402
from moto.server import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

import fake_msk  # noqa: E402


def mend():
    """moto answers 500 to the tags of scalable targets, which the provider asks again and again."""

    def no_tags(self):
        return json.dumps({"Tags": {}})

    ApplicationAutoScalingResponse.list_tags_for_resource = no_tags
    ApplicationAutoScalingResponse.tag_resource = lambda self: "{}"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bootstrap", default="127.0.0.1:9098")
    options.add_argument("--region", default="us-east-1")
    options.add_argument("--aws", type=int, default=0)
    options.add_argument("--kafka", type=int, default=0)
    chosen = options.parse_args()
    mend()
    aws = make_server("127.0.0.1", chosen.aws, DomainDispatcherApplication(create_backend_app), threaded=True)
    threading.Thread(target=aws.serve_forever, daemon=True).start()
    kafka = fake_msk.serve(chosen.kafka, chosen.region, chosen.bootstrap)
    addresses = {"aws": aws.server_port, "kafka": kafka.server_port}
    print(json.dumps({name: f"http://127.0.0.1:{port}" for name, port in addresses.items()}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
