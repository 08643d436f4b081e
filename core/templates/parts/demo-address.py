# %% lines reachable-address
#: Ask the system for a port that is free.
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
#: On JupyterHub the browser is on another machine than the demo: jupyter-server-proxy leads to it.
hub_prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "")
behind = f"{hub_prefix}proxy/{port}/" if hub_prefix and find_spec("jupyter_server_proxy") else ""
# %% lines write-samples
#| if in.image
image.save("sample.png")
#| end
#| if in.audio
import soundfile

soundfile.write("sample.wav", audio["array"], audio["sampling_rate"])
#| end
