# %% ui ui-deploy
import math
import sys
from importlib.metadata import version

import psutil
import yaml

#: The versions that this notebook ran with. What only the notebook needs stays out.
only_here = {"ipywidgets", "openai", "httpx", "psutil", "pyyaml"}
pinned = [f"{one}=={version(one).partition('+')[0]}" for one in packages if one not in only_here]
#| if in.audio and in.onlymedia and out.text
pinned.append(f"python-multipart=={version('python-multipart')}")
#| end
Path("app/requirements.txt").write_text("\n".join(pinned) + "\n")

Path("app/Dockerfile").write_text(f"""\
FROM python:{sys.version_info.major}.{sys.version_info.minor}-slim
WORKDIR /app
#| if torch
# PyTorch for processors; for a graphics card use https://download.pytorch.org/whl/cu126
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
COPY requirements.txt .
RUN pip install --no-cache-dir --extra-index-url "$TORCH_INDEX" -r requirements.txt
#| else
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
#| end
COPY app.py model.py served.py ./
RUN useradd --create-home --uid 1000 app && mkdir /models && chown app /models
USER 1000
ENV HF_HOME=/models
EXPOSE 8000
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]
""")

#: What this process takes now, and a third more.
memory = math.ceil(psutil.Process().memory_info().rss / 1e9 * 4 / 3)
health_check = {"httpGet": {"path": "/health", "port": 8000}}
container = {
    "name": "model",
    "image": "my-model:latest",
    "ports": [{"containerPort": 8000}],
    "env": [{"name": "API_KEY", "valueFrom": {"secretKeyRef": {"name": "my-model", "key": "api-key"}}}],
    "resources": {"requests": {"cpu": "2", "memory": f"{memory}Gi"}, "limits": {"memory": f"{memory}Gi"}},
    #: Loading may take half an hour; after that the server must answer.
    "startupProbe": {**health_check, "periodSeconds": 10, "failureThreshold": 180},
    "readinessProbe": health_check,
    "livenessProbe": {**health_check, "periodSeconds": 30, "failureThreshold": 5},
    "securityContext": {"allowPrivilegeEscalation": False, "runAsNonRoot": True},
    "volumeMounts": [{"name": "models", "mountPath": "/models"}],
}
chosen_by = {"app": "my-model"}
deployment = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "my-model"},
    "spec": {
        "replicas": 1,
        "selector": {"matchLabels": chosen_by},
        "template": {
            "metadata": {"labels": chosen_by},
            "spec": {
                "securityContext": {"fsGroup": 1000},
                "containers": [container],
                "volumes": [{"name": "models", "emptyDir": {}}],
            },
        },
    },
}
service = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "my-model"},
    "spec": {"selector": chosen_by, "ports": [{"port": 80, "targetPort": 8000}]},
}
manifest = yaml.safe_dump_all([deployment, service], sort_keys=False)
Path("app/kubernetes.yaml").write_text(manifest)

#: Put in what your machine costs: the number below is only an example.
PRICE_AN_HOUR = 0.20
print("Written:", ", ".join(sorted(str(path) for path in Path("app").glob("*.*"))))
print(
    f"At {PRICE_AN_HOUR:.2f} an hour, always on: {PRICE_AN_HOUR * 730:,.0f} a month and copy, with {memory} GB of memory"
)
