// Step 7 of vscode-network-proxy-test: a GET that nothing ends where the server is silent. The steps before it are quick or raced.
import http from 'node:http';

const [url = ''] = process.argv.slice(2);
http.get(url, (response) => {
  response.resume().on('end', () => process.exit(0));
});
