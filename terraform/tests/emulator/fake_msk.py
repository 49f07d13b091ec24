"""Amazon MSK's control plane, as far as Terraform asks it; moto has none that can be applied against.

Clusters are ACTIVE at once. Every one of them answers with the bootstrap address that it was started with, so that a
test can let clients connect to a real broker. Kept in memory, gone with the process.
"""

import itertools
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

ACCOUNT = "111122223333"
CREATED = "2026-01-01T00:00:00Z"


class Refusal(Exception):
    def __init__(self, status, kind, message):
        super().__init__(message)
        self.status, self.kind = status, kind


class ControlPlane:
    """What exists, by ARN, and the calls that change it."""

    def __init__(self, region, bootstrap):
        self.region, self.bootstrap = region, bootstrap
        self.numbers = itertools.count(1)
        self.clusters, self.configurations, self.policies = {}, {}, {}
        self.lock = threading.Lock()

    def arn(self, kind, name):
        number = next(self.numbers)
        return f"arn:aws:kafka:{self.region}:{ACCOUNT}:{kind}/{name}/{number:08x}-0000-4000-8000-000000000000-1"

    # configurations

    def create_configuration(self, body):
        arn = self.arn("configuration", body["name"])
        revision = {"creationTime": CREATED, "description": body.get("description", ""), "revision": 1}
        self.configurations[arn] = {
            "arn": arn, "name": body["name"], "description": body.get("description", ""), "creationTime": CREATED,
            "kafkaVersions": body.get("kafkaVersions", []), "latestRevision": revision, "state": "ACTIVE",
            "texts": [body["serverProperties"]],
        }
        return self.configuration(arn)

    def configuration(self, arn):
        if arn not in self.configurations:
            raise Refusal(400, "BadRequestException", "Configuration ARN does not exist.")
        shown = dict(self.configurations[arn])
        shown.pop("texts")
        return shown

    def revise_configuration(self, arn, body):
        one = self.found(self.configurations, arn)
        one["texts"].append(body["serverProperties"])
        one["latestRevision"] = {"creationTime": CREATED, "revision": len(one["texts"])}
        return {"arn": arn, "latestRevision": one["latestRevision"]}

    def revision(self, arn, number):
        text = self.found(self.configurations, arn)["texts"][int(number) - 1]
        return {"arn": arn, "creationTime": CREATED, "revision": int(number), "serverProperties": text}

    def delete_configuration(self, arn):
        self.found(self.configurations, arn)
        del self.configurations[arn]
        return {"arn": arn, "state": "DELETING"}

    # clusters

    def create_cluster(self, body):
        arn = self.arn("cluster", body["clusterName"])
        self.clusters[arn] = {"body": body, "tags": dict(body.get("tags", {}))}
        return {"clusterArn": arn, "clusterName": body["clusterName"], "state": "CREATING"}

    def cluster(self, arn):
        one = self.found(self.clusters, arn)
        body = one["body"]
        configuration = body.get("configurationInfo", {})
        groups = dict(body["brokerNodeGroupInfo"])
        groups.setdefault("brokerAZDistribution", "DEFAULT")
        return {"clusterInfo": {
            "activeOperationArn": "", "brokerNodeGroupInfo": groups,
            "clientAuthentication": body.get("clientAuthentication", {}), "clusterArn": arn,
            "clusterName": body["clusterName"], "creationTime": CREATED,
            "currentBrokerSoftwareInfo": {
                "kafkaVersion": body["kafkaVersion"], "configurationArn": configuration.get("arn"),
                "configurationRevision": configuration.get("revision"),
            },
            "currentVersion": "K1", "encryptionInfo": body.get("encryptionInfo", {}),
            "enhancedMonitoring": body.get("enhancedMonitoring", "DEFAULT"), "loggingInfo": body.get("loggingInfo"),
            "numberOfBrokerNodes": body["numberOfBrokerNodes"], "openMonitoring": body.get("openMonitoring"),
            "state": "ACTIVE", "storageMode": body.get("storageMode", "LOCAL"), "tags": one["tags"],
        }}

    def cluster_v2(self, arn):
        one = self.found(self.clusters, arn)
        shown = {
            "clusterArn": arn, "clusterName": one["body"]["clusterName"], "creationTime": CREATED,
            "currentVersion": "K1", "state": "ACTIVE", "tags": one["tags"],
        }
        if "serverless" in one["body"]:
            return {"clusterInfo": {**shown, "clusterType": "SERVERLESS", "serverless": one["body"]["serverless"]}}
        return {"clusterInfo": {**shown, "clusterType": "PROVISIONED", "provisioned": self.cluster(arn)["clusterInfo"]}}

    def brokers(self, arn):
        self.found(self.clusters, arn)
        return {"bootstrapBrokerStringSaslIam": self.bootstrap}

    def delete_cluster(self, arn):
        self.found(self.clusters, arn)
        del self.clusters[arn]
        return {"clusterArn": arn, "state": "DELETING"}

    # policies and tags

    def put_policy(self, arn, body):
        self.found(self.clusters, arn)
        self.policies[arn] = body["policy"]
        return {"currentVersion": "K1"}

    def policy(self, arn):
        return {"currentVersion": "K1", "policy": self.found(self.policies, arn)}

    def delete_policy(self, arn):
        self.found(self.policies, arn)
        del self.policies[arn]
        return {}

    def tags(self, arn):
        return {"tags": self.clusters.get(arn, {}).get("tags", {})}

    def tag(self, arn, body):
        self.found(self.clusters, arn)["tags"].update(body["tags"])
        return {}

    @staticmethod
    def found(kind, arn):
        if arn not in kind:
            raise Refusal(404, "NotFoundException", f"there is no {arn}")
        return kind[arn]


ROUTES = [
    ("POST", "/v1/configurations", "create_configuration"),
    ("GET", "/v1/configurations/([^/]+)", "configuration"),
    ("PUT", "/v1/configurations/([^/]+)", "revise_configuration"),
    ("DELETE", "/v1/configurations/([^/]+)", "delete_configuration"),
    ("GET", "/v1/configurations/([^/]+)/revisions/([0-9]+)", "revision"),
    ("POST", "/v1/clusters", "create_cluster"),
    ("POST", "/api/v2/clusters", "create_cluster"),
    ("GET", "/v1/clusters/([^/]+)", "cluster"),
    ("GET", "/api/v2/clusters/([^/]+)", "cluster_v2"),
    ("GET", "/v1/clusters/([^/]+)/bootstrap-brokers", "brokers"),
    ("DELETE", "/v1/clusters/([^/]+)", "delete_cluster"),
    ("PUT", "/v1/clusters/([^/]+)/policy", "put_policy"),
    ("GET", "/v1/clusters/([^/]+)/policy", "policy"),
    ("DELETE", "/v1/clusters/([^/]+)/policy", "delete_policy"),
    ("GET", "/v1/tags/([^/]+)", "tags"),
    ("POST", "/v1/tags/([^/]+)", "tag"),
]


def handler(plane):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length) or b"{}")
            try:
                status, answer = 200, self.call(urlsplit(self.path).path, body)
            except Refusal as refusal:
                status, answer = refusal.status, {"message": str(refusal)}
                kind = refusal.kind
            text = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if status != 200:
                self.send_header("X-Amzn-ErrorType", kind)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def call(self, path, body):
            for method, pattern, name in ROUTES:
                match = re.fullmatch(pattern, path)
                if match and method == self.command:
                    arguments = [unquote(group) for group in match.groups()]
                    with plane.lock:
                        takes_body = method in ("POST", "PUT")
                        return getattr(plane, name)(*arguments, *([body] if takes_body else []))
            raise Refusal(404, "NotFoundException", f"no such call: {self.command} {path}")

        do_GET = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, *arguments):
            pass

    return Handler


def serve(port, region, bootstrap):
    server = ThreadingHTTPServer(("127.0.0.1", port), handler(ControlPlane(region, bootstrap)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
