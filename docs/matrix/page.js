// Shows a room as Hydrogen does: /?homeserver=…&user=…&password=…&room=…
import { Client, FeatureSet, LoadStatus, Platform, RoomViewModel, TimelineView, createNavigation, createRouter, viewClassForTile } from 'hydrogen-view-sdk';
import downloadSandbox from 'hydrogen-view-sdk/download-sandbox.html?url';
import worker from 'hydrogen-view-sdk/main.js?url';
import wasmBundle from '@matrix-org/olm/olm.js?url';
import wasm from '@matrix-org/olm/olm.wasm?url';
import legacyBundle from '@matrix-org/olm/olm_legacy.js?url';
import 'hydrogen-view-sdk/theme-element-light.css';

const wanted = Object.fromEntries(new URLSearchParams(location.search));
const container = document.querySelector('#room');
const assetPaths = { downloadSandbox, worker, olm: { wasm, wasmBundle, legacyBundle } };
const platform = new Platform({ container, assetPaths, config: {}, options: {} });
await platform.init();
const navigation = createNavigation();
platform.setNavigation(navigation);
const urlRouter = createRouter({ navigation, history: platform.history });
urlRouter.attach();

// A page that is only looked at has no service worker.
platform._serviceWorkerHandler = { updateAuthData() {} };
const client = new Client(platform);
const login = await client.queryLogin(wanted.homeserver).result;
client.startWithLogin(login.password(wanted.user, wanted.password));
await client.loadStatus.waitFor((status) => [LoadStatus.Ready, LoadStatus.Error, LoadStatus.LoginFailed].includes(status)).promise;
if (client.loadStatus.get() !== LoadStatus.Ready) throw new Error(`no session: ${client.loginFailure ?? client.loadError}`);
const features = await FeatureSet.load(platform.settingsStorage);
const room = client.session.rooms.get(wanted.room);
const view = new RoomViewModel({ room, ownUserId: client.session.userId, platform, urlRouter, navigation, features });
await view.load();
container.append(new TimelineView(view.timelineViewModel, viewClassForTile).mount());
